using System.ComponentModel;
using MemoryPack;

namespace Tractor.CompilerServices;

/// <summary>The codec of <see cref="Nothing"/>: no bytes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NothingCodec : PayloadCodec<Nothing>
{
    private NothingCodec()
    {
    }

    /// <summary>The only instance.</summary>
    public static NothingCodec Instance { get; } = new();

    /// <inheritdoc/>
    public override bool IsSelfContained => true;

    /// <inheritdoc/>
    public override bool ChecksLengths => true;

    /// <inheritdoc/>
    public override void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly Nothing value)
    {
    }

    /// <inheritdoc/>
    public override void Read(ref MemoryPackReader reader, out Nothing value) => value = default;
}
