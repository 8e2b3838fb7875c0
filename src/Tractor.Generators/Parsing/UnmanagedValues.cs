using Microsoft.CodeAnalysis;

namespace Tractor.Generators.Parsing;

/// <summary>Values that may be copied as they lie in memory.</summary>
internal static class UnmanagedValues
{
    /// <summary>
    /// Whether it fits the constraint <c>unmanaged</c> and means something in another process: the compiler counts a
    /// nullable value as unmanaged, yet its constraint refuses it, and a pointer means nothing there.
    /// </summary>
    public static bool Includes(ITypeSymbol type) =>
        type is INamedTypeSymbol { IsValueType: true, IsUnmanagedType: true, IsRefLikeType: false }
        && type.SpecialType != SpecialType.System_Void
        && !type.IsNullableValue()
        && !HasPointer(type);

    private static bool HasPointer(ITypeSymbol type)
    {
        // The fields of a primitive are primitives again.
        if (type.SpecialType != SpecialType.None || type.TypeKind == TypeKind.Enum)
        {
            return false;
        }

        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            if (field.IsStatic || field.IsFixedSizeBuffer)
            {
                continue;
            }

            if (field.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol || (field.Type is INamedTypeSymbol && HasPointer(field.Type)))
            {
                return true;
            }
        }

        return false;
    }
}
