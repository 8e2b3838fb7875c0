namespace Tractor.DialogTests;

/// <summary>An error that cannot be made anew.</summary>
[RemoteError]
internal sealed class StubbornException : Exception
{
    public StubbornException()
        : base("stubborn")
    {
    }

    public StubbornException(string message)
        : base(message) => throw new InvalidOperationException("not again");
}
