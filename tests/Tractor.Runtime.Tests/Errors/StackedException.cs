namespace Tractor.Tests.Errors;

/// <summary>An exception with the given frames.</summary>
internal class StackedException(string message, string? frames, Exception? inner = null) : Exception(message, inner)
{
    public override string? StackTrace => frames;
}
