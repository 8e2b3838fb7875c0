namespace Tractor.Errors;

/// <summary>A message is larger than may be sent; who knows what it is for makes a <see cref="PayloadException"/> of it.</summary>
internal sealed class MessageTooLargeException(long bytes, int limit) : Exception($"A message of {bytes} bytes; the limit is {limit}.")
{
    public long Bytes => bytes;

    public int Limit => limit;
}
