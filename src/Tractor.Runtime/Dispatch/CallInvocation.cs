using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;
using Tractor.Dialogs;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>Runs a single call.</summary>
internal sealed class CallInvocation<TArguments, TResult>(
    CallEndpoint<TArguments, TResult> endpoint, IInvocationHost host, Link link, FrameHeader header)
    : Invocation(host, link, header, DialogKind.Call, endpoint.Name)
{
    private TResult? _result;

    public override string EndpointName => endpoint.Name;

    protected override Slowness Slowness => endpoint.Slowness;

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    protected override async Task RunEndpointAsync()
    {
        Host.EnterFlow(null);
        TArguments arguments = DecodeArguments(endpoint.Arguments);
        _result = await endpoint.Invoke(arguments, Scope.Token).Uncaptured();
    }

    protected override bool SendResult()
    {
        try
        {
            return Link.SendValue(FrameKind.Result, Id, endpoint.Result, in _result!);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, EndpointName, PayloadPart.Result, typeof(TResult).ToString(), isReading: false);
        }
    }
}
