using System.Buffers;
using System.ComponentModel;
using Nerdbank.Streams;

namespace Tractor.CompilerServices;

/// <summary>The buffer that one outgoing message is built in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class MessageBuilder : IBufferWriter<byte>, IDisposable
{
    private Sequence<byte> _sequence = Create();

    internal MessageBuilder()
    {
    }

    internal long Length => _sequence.Length;

    internal ReadOnlySequence<byte> Written => _sequence.AsReadOnlySequence;

    /// <inheritdoc/>
    public void Advance(int count) => _sequence.Advance(count);

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0) => _sequence.GetMemory(sizeHint);

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => _sequence.GetSpan(sizeHint);

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _sequence.Dispose();

    internal void Clear() => _sequence.Reset();

    /// <summary>Gives away what was built, with its memory.</summary>
    internal Sequence<byte> Detach()
    {
        Sequence<byte> built = _sequence;
        _sequence = Create();
        return built;
    }

    // By itself a sequence makes a pool of its own, of eight kilobytes, and gives its memory to the collector in the end.
    private static Sequence<byte> Create() => new(ZeroedArrays.Instance) { MinimumSpanLength = 512, AutoIncreaseMinimumSpanLength = true };
}
