namespace Tractor.Fields;

/// <summary>A message that can be read.</summary>
internal interface IMessage<TSelf> : IMessage
    where TSelf : class, IMessage<TSelf>
{
    /// <summary>Reads what was written; null where none was.</summary>
    /// <exception cref="MemoryPack.MemoryPackSerializationException">The bytes are no such message.</exception>
    static abstract TSelf? Read(ref FieldReader reader);
}
