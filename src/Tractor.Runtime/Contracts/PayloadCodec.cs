using System.ComponentModel;
using MemoryPack;

namespace Tractor.CompilerServices;

/// <summary>Writes and reads the payloads of one type; derived classes are generated.</summary>
/// <typeparam name="T">The payload's type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class PayloadCodec<T>
{
    /// <summary>
    /// True when neither <see cref="Write"/> nor <see cref="Read"/> can run code of the user's: primitives,
    /// unmanaged values, strings, and collections of them. Such a payload may be handled on the thread that reads
    /// the connection.
    /// </summary>
    public virtual bool IsSelfContained => false;

    /// <summary>
    /// The bytes of every value, when they are the value as it lies in memory; 0 for all other payloads. Such items of a
    /// stream travel many in a frame.
    /// </summary>
    public virtual int FixedSize => 0;

    /// <summary>
    /// True when <see cref="Read"/> compares each length with what is there before it uses it; then nobody else needs to.
    /// MemoryPack's own formatters do not.
    /// </summary>
    public virtual bool ChecksLengths => false;

    /// <summary>Appends <paramref name="value"/>.</summary>
    public abstract void Write(ref MemoryPackWriter<MessageBuilder> writer, scoped ref readonly T value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public abstract void Read(ref MemoryPackReader reader, out T value);
}
