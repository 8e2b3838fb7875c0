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

    private readonly Dictionary<ulong, ServedEndpoint> _endpoints = TableOf(served);

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

        _endpoints[id].Invoker.Start(host, link, header, payload.Skip(StartPrefix));
    }

    private static Dictionary<ulong, ServedEndpoint> TableOf(EndpointTable served)
    {
        Dictionary<ulong, ServedEndpoint> table = [];
        foreach (EndpointTablePart part in served.Parts)
        {
            foreach (EndpointDescriptor endpoint in part.Endpoints)
            {
                if (!table.TryAdd(endpoint.Id, new ServedEndpoint(endpoint)))
                {
                    throw new InvalidOperationException($"The endpoints {endpoint.Name} and {table[endpoint.Id].Descriptor.Name} have the same id; rename one.");
                }
            }
        }

        return table;
    }

    private ErrorInfo? FindRefusal(Link link, ulong id, ulong contract, int bytes)
    {
        if (host.EndpointScope.Cause is { } ending)
        {
            return ErrorBox.PackCancelled(ending, host.Id, _endpoints.GetValueOrDefault(id)?.Descriptor.Name ?? "?");
        }

        if (!_endpoints.TryGetValue(id, out ServedEndpoint? endpoint))
        {
            return ErrorBox.PackDirect(NotExposed(), host.Id, null);
        }

        if (endpoint.Descriptor.ContractHash != contract)
        {
            return ErrorBox.PackDirect(new ContractMismatchException(endpoint.Descriptor.Name, link.Peer, endpoint.Descriptor.Signature, null), host.Id, endpoint.Descriptor.Name);
        }

        return FindExcess(link, bytes) is { } excess
            ? ErrorBox.PackDirect(new ProtocolException(excess, link.Peer, endpoint.Descriptor.Name), host.Id, endpoint.Descriptor.Name)
            : null;
    }

    // A method of its own: where all is served no queries are loaded.
    private EndpointNotExposedException NotExposed() => new("?", host.Id, [.. served.Parts.Select(part => part.TypeName)]);

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
