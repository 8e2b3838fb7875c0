using System.Buffers.Binary;
using System.Text;

namespace Tractor.Fields;

/// <summary>
/// Writes the library's own messages, field by field, in the form that MemoryPack gives records. That library itself
/// would cost every new process its set-up, a good part of the whole start.
/// </summary>
internal sealed class FieldWriter
{
    /// <summary>Stands for no object, where else the number of its fields is.</summary>
    public const byte NullObject = 255;

    /// <summary>Stands for no string or array, where else its length is.</summary>
    public const int NullLength = -1;

    private byte[] _bytes = new byte[256];
    private int _length;

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Begins an object of so many fields.</summary>
    public void Object(byte fields) => Byte(fields);

    public void Byte(byte value) => Reserve(1)[0] = value;

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    public void Int(int value) => BinaryPrimitives.WriteInt32LittleEndian(Reserve(sizeof(int)), value);

    public void Time(TimeSpan value) => BinaryPrimitives.WriteInt64LittleEndian(Reserve(sizeof(long)), value.Ticks);

    public void Id(Guid value) => value.TryWriteBytes(Reserve(16));

    public void String(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            Int(value is null ? NullLength : 0);
            return;
        }

        int bytes = Encoding.UTF8.GetByteCount(value);
        Int(~bytes);
        Int(value.Length);
        Encoding.UTF8.GetBytes(value, Reserve(bytes));
    }

    public void Strings(string?[]? values)
    {
        if (Length(values))
        {
            foreach (string? value in values!)
            {
                String(value);
            }
        }
    }

    public void Ids(Guid[]? values)
    {
        if (Length(values))
        {
            foreach (Guid value in values!)
            {
                Id(value);
            }
        }
    }

    public void Bytes(byte[]? value)
    {
        if (Length(value))
        {
            value.CopyTo(Reserve(value!.Length));
        }
    }

    public void Actor(ActorId? value)
    {
        if (value is null)
        {
            Byte(NullObject);
            return;
        }

        Object(3);
        String(value.Name);
        Id(value.Uuid);
        Int(value.Pid);
    }

    public void Actors(ActorId?[]? values)
    {
        if (Length(values))
        {
            foreach (ActorId? value in values!)
            {
                Actor(value);
            }
        }
    }

    public void Message(IMessage? value)
    {
        if (value is null)
        {
            Byte(NullObject);
            return;
        }

        value.Write(this);
    }

    public void Messages(IMessage?[]? values)
    {
        if (Length(values))
        {
            foreach (IMessage? value in values!)
            {
                Message(value);
            }
        }
    }

    // False when there are no elements to follow.
    private bool Length(Array? values)
    {
        Int(values?.Length ?? NullLength);
        return values is not null;
    }

    private Span<byte> Reserve(int count)
    {
        if (_bytes.Length - _length < count)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, checked(_length + count)));
        }

        Span<byte> room = _bytes.AsSpan(_length, count);
        _length += count;
        return room;
    }
}
