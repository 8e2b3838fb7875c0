using Tractor.Fields;

namespace Tractor.Errors;

/// <summary>One pair of an error's data, as text.</summary>
internal sealed record ErrorDatum(
    string Key,
    string Value) : IMessage<ErrorDatum>
{
    public static ErrorDatum? Read(ref FieldReader reader) =>
        reader.Object(2) ? new ErrorDatum(reader.String()!, reader.String()!) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(2);
        writer.String(Key);
        writer.String(Value);
    }
}
