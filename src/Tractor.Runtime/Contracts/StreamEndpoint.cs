using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tractor.CompilerServices;

/// <summary>A one-way stream: arguments to items.</summary>
/// <typeparam name="TArguments">A value tuple of the arguments, the argument itself when there is one, or <see cref="Nothing"/>.</typeparam>
/// <typeparam name="TItem">The items.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class StreamEndpoint<TArguments, TItem>(
    string name,
    string signature,
    ulong id,
    ulong contractHash,
    PayloadCodec<TArguments> arguments,
    PayloadCodec<TItem> item,
    Func<TArguments, CancellationToken, IAsyncEnumerable<TItem>> invoke)
    : EndpointDescriptor(name, signature, id, contractHash)
{
    internal PayloadCodec<TArguments> Arguments { get; } = arguments;

    internal PayloadCodec<TItem> Item { get; } = item;

    internal Func<TArguments, CancellationToken, IAsyncEnumerable<TItem>> Invoke { get; } = invoke;

    // A body of its own, which is compiled ahead for common types.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal override TOutcome Accept<TOutcome>(IEndpointVisitor<TOutcome> visitor) => visitor.Visit(this);
}
