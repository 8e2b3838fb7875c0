using System.Buffers.Binary;
using Tractor.CompilerServices;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>
/// From a Start frame to the running endpoint: looks it up in the tables that this actor serves, compares the
/// contracts, and starts it or says why not.
/// </summary>
internal sealed class Dispatcher(IInvocationHost host, EndpointTable served, ActorLimits limits)
{
    /// <summary>The endpoint's id and its contract's hash, before the arguments.</summary>
    public const int StartPrefix = 16;

    private readonly Dictionary<ulong, EndpointInvoker> _invokers = BuildInvokers(served);

    /// <summary>Runs on the reading thread.</summary>
    public void OnStart(Link link, FrameHeader header, Payload payload)
    {
        if (payload.Bytes.Length < StartPrefix)
        {
            throw new ProtocolException($"a Start frame has {payload.Length} bytes, at least {StartPrefix} are needed", link.Peer);
        }

        ulong id = BinaryPrimitives.ReadUInt64LittleEndian(payload);
        ulong contract = BinaryPrimitives.ReadUInt64LittleEndian(payload.Bytes[8..]);
        if (FindRefusal(link, id, contract, payload.Length) is { } refusal)
        {
            link.Send(FrameKind.Error, header.Dialog, refusal);
            return;
        }

        _invokers[id].Start(host, link, header, payload.Skip(StartPrefix));
    }

    private static Dictionary<ulong, EndpointInvoker> BuildInvokers(EndpointTable served)
    {
        Dictionary<ulong, EndpointInvoker> invokers = [];
        foreach (EndpointDescriptor endpoint in served.Parts.SelectMany(part => part.Endpoints))
        {
            if (!invokers.TryAdd(endpoint.Id, endpoint.Accept(InvokerFactory.Instance)))
            {
                throw new InvalidOperationException($"The endpoints {endpoint.Name} and {invokers[endpoint.Id].Descriptor.Name} have the same id; rename one.");
            }
        }

        return invokers;
    }

    private ErrorInfo? FindRefusal(Link link, ulong id, ulong contract, int bytes)
    {
        if (host.EndpointScope.Cause is { } ending)
        {
            return ErrorBox.PackCancelled(ending, host.Id, _invokers.GetValueOrDefault(id)?.Descriptor.Name ?? "?");
        }

        if (!_invokers.TryGetValue(id, out EndpointInvoker? invoker))
        {
            return ErrorBox.PackDirect(new EndpointNotExposedException("?", host.Id, [.. served.Parts.Select(part => part.TypeName)]), host.Id, null);
        }

        if (invoker.Descriptor.ContractHash != contract)
        {
            return ErrorBox.PackDirect(new ContractMismatchException(invoker.Descriptor.Name, link.Peer, invoker.Descriptor.Signature, null), host.Id, invoker.Descriptor.Name);
        }

        return FindExcess(link, bytes) is { } excess
            ? ErrorBox.PackDirect(new ProtocolException(excess, link.Peer, invoker.Descriptor.Name), host.Id, invoker.Descriptor.Name)
            : null;
    }

    private string? FindExcess(Link link, int bytes)
    {
        if (link.Dialogs.OpenedByPeer >= limits.MaxDialogsPerPeer)
        {
            return $"{link.Peer} has {limits.MaxDialogsPerPeer} dialogs open, which is the limit (ActorLimits.MaxDialogsPerPeer)";
        }

        long held = link.Dialogs.ArgumentBytes;
        return held > 0 && held + bytes > limits.MaxArgumentBytesPerPeer
            ? $"the arguments of the dialogs that {link.Peer} has open have {held} bytes; with {bytes} more they are above the limit of {limits.MaxArgumentBytesPerPeer} (ActorLimits.MaxArgumentBytesPerPeer)"
            : null;
    }
}
