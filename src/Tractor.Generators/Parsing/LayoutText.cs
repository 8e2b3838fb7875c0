using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>
/// Writes a payload down so that the text changes when the bytes would: types and their order, no names of members.
/// The hash of a contract is made of it.
/// </summary>
internal sealed class LayoutText
{
    private readonly StringBuilder _text = new();
    private readonly List<ITypeSymbol> _open = [];

    public static string Of(ITypeSymbol type)
    {
        LayoutText layout = new();
        layout.Add(type);
        return layout._text.ToString();
    }

    private void Add(ITypeSymbol type)
    {
        int depth = _open.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, type));
        if (depth >= 0)
        {
            _text.Append('^').Append((_open.Count - depth).ToString(CultureInfo.InvariantCulture));
            return;
        }

        _open.Add(type);
        AddOnce(type);
        _open.RemoveAt(_open.Count - 1);
    }

    private void AddOnce(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                AddList("array" + array.Rank.ToString(CultureInfo.InvariantCulture), [array.ElementType]);
                break;
            case INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying }:
                AddName(underlying);
                break;
            case INamedTypeSymbol { IsTupleType: true } tuple when tuple.TupleElements.Length > 1:
                AddList("tuple", tuple.TupleElements.Select(element => element.Type));
                break;
            case INamedTypeSymbol named:
                AddNamed(named);
                break;
            default:
                _text.Append(TypeNames.Metadata(type));
                break;
        }
    }

    private void AddNamed(INamedTypeSymbol type)
    {
        PackableKind kind = Packable.KindOf(type);
        if (IsOfBaseLibrary(type))
        {
            AddName(type);
        }
        else if (UnmanagedValues.Includes(type))
        {
            AddStruct(type);
        }
        else if (kind is PackableKind.Object)
        {
            AddList("object", PayloadMembers.OfPackable(type).Select(member => member.Type));
        }
        else if (kind is PackableKind.CircularReference)
        {
            AddNumbered("circular", PayloadMembers.OfPackable(type));
        }
        else if (kind is PackableKind.Union)
        {
            AddNumbered("union", PayloadMembers.OfUnion(type).Select(member => new PayloadMember(member.Type.Name, member.Type, member.Tag)));
        }
        else
        {
            // Collections, and types whose two versions are meant to understand each other.
            AddName(type);
        }
    }

    private void AddStruct(INamedTypeSymbol type)
    {
        AttributeData? layout = type.FindAttribute("System.Runtime.InteropServices.StructLayoutAttribute");
        string pack = layout is null ? string.Empty : string.Concat(layout.NamedArguments.Select(argument => $"{argument.Key}{argument.Value.Value}"));
        AttributeData? inline = type.FindAttribute("System.Runtime.CompilerServices.InlineArrayAttribute");
        string length = inline.ArgumentAt(0) is int count ? $"x{count.ToString(CultureInfo.InvariantCulture)}" : string.Empty;
        AddNumbered("struct" + pack + length, PayloadMembers.OfStruct(type));
    }

    private void AddName(INamedTypeSymbol type)
    {
        string name = TypeNames.Metadata(type.OriginalDefinition);
        if (type.IsGenericType)
        {
            AddList(name, type.TypeArguments);
        }
        else
        {
            _text.Append(name);
        }
    }

    private void AddList(string kind, IEnumerable<ITypeSymbol> types) =>
        AddNumbered(kind, types.Select(type => new PayloadMember(string.Empty, type, null)));

    private void AddNumbered(string kind, IEnumerable<PayloadMember> members)
    {
        _text.Append(kind).Append('(');
        string separator = string.Empty;
        foreach (PayloadMember member in members)
        {
            _text.Append(separator);
            separator = ",";
            if (member.Number is { } number)
            {
                _text.Append(number.ToString(CultureInfo.InvariantCulture)).Append(':');
            }

            Add(member.Type);
        }

        _text.Append(')');
    }

    private static bool IsOfBaseLibrary(INamedTypeSymbol type) =>
        type.SpecialType != SpecialType.None
        || (type.ContainingNamespace is { IsGlobalNamespace: false } space && (space.ToDisplayString() + ".").StartsWith("System.", StringComparison.Ordinal));
}
