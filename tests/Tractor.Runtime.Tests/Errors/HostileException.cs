using System.Collections;

namespace Tractor.Tests.Errors;

/// <summary>An exception each of whose members throws.</summary>
internal sealed class HostileException(Exception? inner = null) : Exception(null, inner)
{
    public override string Message => throw new InvalidOperationException("no message");

    public override string StackTrace => throw new InvalidOperationException("no stack");

    public override IDictionary Data => throw new InvalidOperationException("no data");

    public override string ToString() => throw new InvalidOperationException("no text");
}
