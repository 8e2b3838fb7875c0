using System.Buffers;
using Tractor.CompilerServices;

namespace Tractor.Wire;

/// <summary>A copy of received bytes whose decoding may run user code and so waits for a thread of the pool.</summary>
internal sealed class ReceivedPayload
{
    private readonly byte[] _bytes;
    private readonly int _length;

    public ReceivedPayload(ReadOnlySpan<byte> payload)
    {
        _bytes = ArrayPool<byte>.Shared.Rent(payload.Length);
        _length = payload.Length;
        payload.CopyTo(_bytes);
    }

    /// <summary>Reads the value and gives the bytes back; to be called once.</summary>
    /// <exception cref="PayloadException">The bytes are no such value.</exception>
    public T Decode<T>(PayloadCodec<T> codec, string endpoint, PayloadPart part)
    {
        try
        {
            return Decode(codec, _bytes.AsSpan(0, _length), endpoint, part);
        }
        finally
        {
            Release();
        }
    }

    /// <summary>Gives the bytes back without reading them.</summary>
    public void Release() => ArrayPool<byte>.Shared.Return(_bytes);

    public static T Decode<T>(PayloadCodec<T> codec, ReadOnlySpan<byte> payload, string endpoint, PayloadPart part)
    {
        try
        {
            return PayloadCoding.Decode(codec, payload);
        }
        catch (Exception error)
        {
            throw PayloadException.From(error, endpoint, part, typeof(T).ToString(), isReading: true);
        }
    }
}
