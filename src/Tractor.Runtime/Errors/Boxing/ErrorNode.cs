using Tractor.Fields;

namespace Tractor.Errors;

/// <summary>One error of the tree.</summary>
internal sealed record ErrorNode : IMessage<ErrorNode>
{
    /// <summary>The index of the error that this belongs to, always less than its own; -1 for the first.</summary>
    public int Parent { get; init; }

    /// <summary>True for a member of a group, false for a cause.</summary>
    public bool IsMember { get; init; }

    public string? TypeName { get; init; }

    /// <summary>The full names of the type's bases, nearest first, without <see cref="object"/>.</summary>
    public string?[]? BaseTypeNames { get; init; }

    public string? Message { get; init; }

    public string? StackTrace { get; init; }

    public ErrorDatum?[]? Data { get; init; }

    /// <summary>The actors it went through, where it was raised first; none for what went with its parent.</summary>
    public ErrorHop?[]? Hops { get; init; }

    public static ErrorNode? Read(ref FieldReader reader) => !reader.Object(8) ? null : new ErrorNode
    {
        Parent = reader.Int(),
        IsMember = reader.Bool(),
        TypeName = reader.String(),
        BaseTypeNames = reader.Strings(),
        Message = reader.String(),
        StackTrace = reader.String(),
        Data = reader.Array<ErrorDatum>(ErrorDatum.Read),
        Hops = reader.Array<ErrorHop>(ErrorHop.Read),
    };

    public void Write(FieldWriter writer)
    {
        writer.Object(8);
        writer.Int(Parent);
        writer.Bool(IsMember);
        writer.String(TypeName);
        writer.Strings(BaseTypeNames);
        writer.String(Message);
        writer.String(StackTrace);
        writer.Messages(Data);
        writer.Messages(Hops);
    }
}
