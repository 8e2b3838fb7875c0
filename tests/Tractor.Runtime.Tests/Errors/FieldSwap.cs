using System.Runtime.CompilerServices;

namespace Tractor.Tests.Errors;

/// <summary>Makes what only reflection can: a chain of causes that bites its tail.</summary>
internal static class FieldSwap
{
    public static void SetInner(Exception error, Exception inner) => Inner(error) = inner;

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_innerException")]
    private static extern ref Exception? Inner(Exception error);
}
