using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tractor.CompilerServices;

/// <summary>A single call: arguments to result.</summary>
/// <typeparam name="TArguments">A value tuple of the arguments, the argument itself when there is one, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TResult">The result, or <see cref="Nothing"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class CallEndpoint<TArguments, TResult>(
    string name,
    string signature,
    ulong id,
    ulong contractHash,
    PayloadCodec<TArguments> arguments,
    PayloadCodec<TResult> result,
    Func<TArguments, CancellationToken, ValueTask<TResult>> invoke,
    bool takesToken = true)
    : EndpointDescriptor(name, signature, id, contractHash)
{
    /// <summary>Whether the endpoint has a token, which is to be made before it runs.</summary>
    internal bool TakesToken { get; } = takesToken;

    internal PayloadCodec<TArguments> Arguments { get; } = arguments;

    internal PayloadCodec<TResult> Result { get; } = result;

    internal Func<TArguments, CancellationToken, ValueTask<TResult>> Invoke { get; } = invoke;

    // A body of its own, which is compiled ahead for common types.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override TOutcome Accept<TOutcome>(IEndpointVisitor<TOutcome> visitor) => visitor.Visit(this);
}
