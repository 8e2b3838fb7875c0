using System.Text;
using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>Writes a payload down for people: the type and, where it is the user's, its members.</summary>
internal sealed class ReadableText
{
    private static readonly SymbolDisplayFormat NameFormat = SymbolDisplayFormat.MinimallyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly StringBuilder _text = new();
    private readonly HashSet<ITypeSymbol> _told = new(SymbolEqualityComparer.Default);

    public static string Of(ITypeSymbol type)
    {
        ReadableText readable = new();
        readable._text.Append(type.ToDisplayString(NameFormat));
        readable.Explain(type);
        return readable._text.ToString();
    }

    /// <summary>Appends the members of the type and of the types in it, each type once.</summary>
    private void Explain(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
        {
            Explain(array.ElementType);
            return;
        }

        if (type is not INamedTypeSymbol named)
        {
            return;
        }

        foreach (ITypeSymbol argument in named.TypeArguments)
        {
            Explain(argument);
        }

        if (IsOfUser(named) && _told.Add(named))
        {
            ExplainMembers(named);
        }
    }

    private void ExplainMembers(INamedTypeSymbol type)
    {
        PackableKind kind = Packable.KindOf(type);
        if (type is { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
        {
            _text.Append(" : ").Append(underlying.ToDisplayString(NameFormat));
        }
        else if (kind == PackableKind.Union)
        {
            AddMembers(PayloadMembers.OfUnion(type).Select(member => new PayloadMember($"= {member.Tag}", member.Type, null)));
        }
        else if (kind is not (PackableKind.Collection or PackableKind.Handwritten))
        {
            AddMembers(UnmanagedValues.Includes(type) ? PayloadMembers.OfStruct(type) : PayloadMembers.OfPackable(type));
        }
    }

    private void AddMembers(IEnumerable<PayloadMember> members)
    {
        string separator = " { ";
        foreach (PayloadMember member in members)
        {
            _text.Append(separator).Append(member.Type.ToDisplayString(NameFormat));
            Explain(member.Type);
            _text.Append(' ').Append(member.Name);
            separator = ", ";
        }

        _text.Append(separator == " { " ? " { }" : " }");
    }

    private static bool IsOfUser(INamedTypeSymbol type) =>
        type.SpecialType == SpecialType.None
        && !type.IsTupleType
        && (UnmanagedValues.Includes(type) || Packable.KindOf(type) != PackableKind.None)
        && !(type.ContainingNamespace.ToDisplayString() + ".").StartsWith("System.", StringComparison.Ordinal);
}
