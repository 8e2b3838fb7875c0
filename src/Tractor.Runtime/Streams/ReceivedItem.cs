using Tractor.Wire;

namespace Tractor.Streams;

/// <summary>An item that waits to be read: decoded already, or its bytes when decoding may run user code.</summary>
internal struct ReceivedItem<T>
{
    public T? Value;
    public ReceivedPayload? Payload;
    public int Bytes;
}
