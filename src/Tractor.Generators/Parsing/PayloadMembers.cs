using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>The members that are written for a type, in the order in which they are.</summary>
internal static class PayloadMembers
{
    /// <summary>The fields of a value that is copied as it lies in memory.</summary>
    public static IEnumerable<PayloadMember> OfStruct(ITypeSymbol type)
    {
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic))
        {
            string name = (field.AssociatedSymbol ?? field).Name;
            yield return new PayloadMember(name, field.Type, FirstNumber(field, "System.Runtime.InteropServices.FieldOffsetAttribute"));
        }
    }

    /// <summary>The members that MemoryPack writes: those of base classes first.</summary>
    public static IEnumerable<PayloadMember> OfPackable(ITypeSymbol type)
    {
        List<PayloadMember> members = [];
        for (ITypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            members.InsertRange(0, current.GetMembers().Where(IsWritten).Select(ToMember));
        }

        return members.OrderBy(member => member.Number ?? 0);
    }

    /// <summary>The tags and types of a union.</summary>
    public static IEnumerable<(int Tag, ITypeSymbol Type)> OfUnion(ITypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass?.ToDisplayString() == "MemoryPack.MemoryPackUnionAttribute"
                && attribute.ArgumentAt(0) is ushort tag
                && attribute.ArgumentAt(1) is ITypeSymbol member)
            {
                yield return (tag, member);
            }
        }
    }

    private static bool IsWritten(ISymbol member)
    {
        if (member.IsStatic || member.IsImplicitlyDeclared || member.HasAttribute("MemoryPack.MemoryPackIgnoreAttribute"))
        {
            return false;
        }

        bool isReadable = member is IFieldSymbol or IPropertySymbol { IsIndexer: false, GetMethod: not null };
        bool isChosen = member.DeclaredAccessibility == Accessibility.Public || member.HasAttribute("MemoryPack.MemoryPackIncludeAttribute");
        return isReadable && isChosen && member is not IPropertySymbol { IsOverride: true };
    }

    private static PayloadMember ToMember(ISymbol member)
    {
        ITypeSymbol type = member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type;
        return new PayloadMember(member.Name, type, FirstNumber(member, "MemoryPack.MemoryPackOrderAttribute"));
    }

    private static int? FirstNumber(ISymbol symbol, string attribute) =>
        symbol.FindAttribute(attribute).ArgumentAt(0) is int number ? number : null;
}
