using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tractor.CompilerServices;

/// <summary>A dialog: a task with a context, a first value, items both ways and a result.</summary>
/// <typeparam name="TArguments">A value tuple of the arguments, the argument itself when there is one, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TStarted">The first value, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TIn">The items that the endpoint receives, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TOut">The items that the endpoint sends, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TResult">The result, or <see cref="Nothing"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class DialogEndpoint<TArguments, TStarted, TIn, TOut, TResult>(
    string name,
    string signature,
    ulong id,
    ulong contractHash,
    PayloadCodec<TArguments> arguments,
    PayloadCodec<TStarted> started,
    PayloadCodec<TIn> incoming,
    PayloadCodec<TOut> outgoing,
    PayloadCodec<TResult> result,
    Func<EndpointSession<TStarted, TIn, TOut>, TArguments, ValueTask<TResult>> invoke)
    : EndpointDescriptor(name, signature, id, contractHash)
{
    internal PayloadCodec<TArguments> Arguments { get; } = arguments;

    internal PayloadCodec<TStarted> Started { get; } = started;

    internal PayloadCodec<TIn> Incoming { get; } = incoming;

    internal PayloadCodec<TOut> Outgoing { get; } = outgoing;

    internal PayloadCodec<TResult> Result { get; } = result;

    internal Func<EndpointSession<TStarted, TIn, TOut>, TArguments, ValueTask<TResult>> Invoke { get; } = invoke;

    // A body of its own, which is compiled ahead for common types.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override TOutcome Accept<TOutcome>(IEndpointVisitor<TOutcome> visitor) => visitor.Visit(this);
}
