using Tractor.CompilerServices;
using Tractor.Links;
using Tractor.Wire;

namespace Tractor.Dispatch;

/// <summary>
/// Names the code of calls without arguments that give common results, so that it is compiled ahead with the library: a
/// child otherwise compiles some forty methods at its first call. Nothing of it is ever called.
/// </summary>
internal static class CommonCalls
{
    public static void Name(InvokerFactory factory, IInvocationHost host, Link link, EndpointDescriptor endpoint)
    {
        Name<Nothing>(factory, host, link, endpoint, default);
        Name<bool>(factory, host, link, endpoint, default);
        Name<int>(factory, host, link, endpoint, default);
        Name<long>(factory, host, link, endpoint, default);
        Name<double>(factory, host, link, endpoint, default);
        Name<string>(factory, host, link, endpoint, default);
    }

    private static void Name<TResult>(InvokerFactory factory, IInvocationHost host, Link link, EndpointDescriptor descriptor, Payload payload)
    {
        var endpoint = (CallEndpoint<Nothing, TResult>)descriptor;
        endpoint = new CallEndpoint<Nothing, TResult>(endpoint.Name, endpoint.Signature, endpoint.Id, endpoint.ContractHash, endpoint.Arguments, endpoint.Result, endpoint.Invoke, endpoint.TakesToken);
        _ = endpoint.Accept(factory);
        _ = factory.Visit(endpoint);
        CallInvoker<Nothing, TResult> invoker = new(endpoint);
        _ = invoker.Descriptor;
        invoker.Start(host, link, default, payload);
        LightCall<Nothing, TResult> call = new(endpoint, host, link, link.SpareCalls.For<LightCall<Nothing, TResult>>(endpoint));
        call.Start(default, payload);
        ((IThreadPoolWorkItem)call).Execute();
        ((Reading.IStealAware)call).OnStolen();
        Func<ValueTask<TResult>, ValueTask<TResult>> ofValueTask = Completion.Of;
        Func<Task<TResult>, ValueTask<TResult>> ofTask = Completion.Of;
        _ = ofValueTask(default).AsTask() == ofTask(Task.FromResult<TResult>(default!)).AsTask();
    }
}
