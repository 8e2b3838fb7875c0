namespace Tractor.Runtime.Tests.Scopes;

/// <summary>One situation and what must come out of it.</summary>
/// <param name="Name">The situation.</param>
/// <param name="Run">Makes it happen; a and b are the errors that it may throw.</param>
/// <param name="Expected">Of the letters a and b what must be thrown; "cancelled", or nothing.</param>
public sealed record OutcomeCase(string Name, Func<Exception, Exception, Task> Run, string Expected)
{
    public override string ToString() => Name;
}
