using System.Buffers.Binary;
using System.Text;
using MemoryPack;

namespace Tractor.Fields;

/// <summary>
/// Reads what <see cref="FieldWriter"/> wrote, from a peer that may have written anything: whatever is not so throws a
/// <see cref="MemoryPackSerializationException"/>, and nothing is made larger than the bytes that are there.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>Reads one element of an array.</summary>
    public delegate T? ElementReader<T>(ref FieldReader reader);

    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>What has not been read.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Begins an object of so many fields; false when there is none.</summary>
    public bool Object(byte fields)
    {
        byte given = Byte();
        if (given == FieldWriter.NullObject)
        {
            return false;
        }

        return given == fields ? true : throw Broken($"an object has {given} fields where {fields} belong");
    }

    public byte Byte() => Take(1)[0];

    public bool Bool() => Byte() != 0;

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    public TimeSpan Time() => new(BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long))));

    public Guid Id() => new(Take(16));

    public string? String()
    {
        int length = Int();
        if (length >= FieldWriter.NullLength)
        {
            return length < 0 ? null : length == 0 ? string.Empty : Wide(length);
        }

        int bytes = ~length;
        int characters = Int();
        string text = Encoding.UTF8.GetString(Take(bytes));
        return text.Length == characters ? text : throw Broken($"a string of {text.Length} characters says that it has {characters}");
    }

    public string?[]? Strings() => Array(static (ref FieldReader reader) => reader.String());

    public Guid[]? Ids()
    {
        int length = Length(16);
        if (length < 0)
        {
            return null;
        }

        Guid[] ids = new Guid[length];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = Id();
        }

        return ids;
    }

    public byte[]? Bytes()
    {
        int length = Length(1);
        return length < 0 ? null : Take(length).ToArray();
    }

    public ActorId? Actor() => Object(3) ? new ActorId(String()!, Id(), Int()) : null;

    public ActorId?[]? Actors() => Array(static (ref FieldReader reader) => reader.Actor());

    public T?[]? Array<T>(ElementReader<T> element)
        where T : class
    {
        int length = Length(1);
        if (length < 0)
        {
            return null;
        }

        T?[] values = new T?[length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = element(ref this);
        }

        return values;
    }

    /// <summary>What to throw for bytes that are no such message.</summary>
    public static MemoryPackSerializationException Broken(string why) => new($"The bytes are no message: {why}.");

    private string Wide(int characters)
    {
        ReadOnlySpan<byte> bytes = characters <= _rest.Length / sizeof(char) ? Take(characters * sizeof(char)) : throw TooShort(characters * 2L);
        return Encoding.Unicode.GetString(bytes);
    }

    // -1 for no array; elements take so many bytes at least.
    private int Length(int least)
    {
        int length = Int();
        return length >= FieldWriter.NullLength && (long)length * least <= _rest.Length ? length : throw Broken($"an array says that it has {length} elements where {_rest.Length} bytes are left");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)_rest.Length)
        {
            throw TooShort(count);
        }

        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }

    private readonly MemoryPackSerializationException TooShort(long wanted) => Broken($"{wanted} bytes are to follow where {_rest.Length} are left");
}
