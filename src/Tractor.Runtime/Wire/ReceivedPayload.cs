using System.Buffers;
using Tractor.CompilerServices;

namespace Tractor.Wire;

/// <summary>Received bytes that are kept until somebody decodes them: decoding may run user code, and so waits for the pool or the reader.</summary>
internal sealed class ReceivedPayload
{
    private readonly byte[] _bytes;
    private readonly int _start;
    private readonly int _length;
    private readonly ReceivedBlock? _block;
    private readonly SizeExcess? _excess;

    /// <summary>Copies the bytes.</summary>
    public ReceivedPayload(ReadOnlySpan<byte> payload)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(payload.Length);
        _length = payload.Length;
        payload.CopyTo(_bytes);
    }

    /// <summary>In the place of bytes that were too many.</summary>
    public ReceivedPayload(SizeExcess excess)
    {
        _bytes = [];
        _excess = excess;
    }

    private ReceivedPayload(byte[] bytes, int start, int length)
    {
        _bytes = bytes;
        _start = start;
        _length = length;
    }

    private ReceivedPayload(ReceivedBlock block)
    {
        _bytes = [];
        _block = block;
    }

    /// <summary>Takes over a part of a rented array.</summary>
    public static ReceivedPayload OfRented(byte[] rented, int start, int length) => new(rented, start, length);

    /// <summary>Takes over the content of a message that is nothing but bytes.</summary>
    public static ReceivedPayload OfBlock(ReceivedBlock block) => new(block);

    /// <summary>Reads a value.</summary>
    /// <exception cref="PayloadException">The bytes are no such value, or too many.</exception>
    public static T Decode<T>(PayloadCodec<T> codec, Payload payload, string endpoint, PayloadPart part, ulong dialog)
    {
        if (payload.Excess is { } excess)
        {
            throw PayloadException.TooLarge(excess.Bytes, excess.Limit, endpoint, part, typeof(T).ToString(), isReading: true, dialog);
        }

        return payload.TakeBlock() is { } block ? Blocks.From<T>(block) : DecodeBytes(codec, payload, endpoint, part, dialog);
    }

    /// <summary>Reads the value and gives the bytes back; to be called once.</summary>
    /// <exception cref="PayloadException">The bytes are no such value, or too many.</exception>
    public T Decode<T>(PayloadCodec<T> codec, string endpoint, PayloadPart part, ulong dialog)
    {
        if (_excess is { } excess)
        {
            throw PayloadException.TooLarge(excess.Bytes, excess.Limit, endpoint, part, typeof(T).ToString(), isReading: true, dialog);
        }

        if (_block is { } block)
        {
            return Blocks.From<T>(block);
        }

        try
        {
            return DecodeBytes(codec, _bytes.AsSpan(_start, _length), endpoint, part, dialog);
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Gives the bytes back without reading them.</summary>
    public void Release()
    {
        _block?.Release();
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }
    }

    private static T DecodeBytes<T>(PayloadCodec<T> codec, ReadOnlySpan<byte> bytes, string endpoint, PayloadPart part, ulong dialog)
    {
        try
        {
            return PayloadCoding.Decode(codec, bytes);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, endpoint, part, typeof(T).ToString(), isReading: true, dialog);
        }
    }
}
