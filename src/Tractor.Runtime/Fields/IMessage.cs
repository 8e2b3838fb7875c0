namespace Tractor.Fields;

/// <summary>One of the library's own messages, or a part of one.</summary>
internal interface IMessage
{
    /// <summary>Appends it.</summary>
    void Write(FieldWriter writer);
}
