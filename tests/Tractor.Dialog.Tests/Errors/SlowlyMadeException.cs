namespace Tractor.DialogTests;

/// <summary>An error whose making anew takes until it is let go.</summary>
[RemoteError]
internal sealed class SlowlyMadeException : Exception
{
    private static readonly SemaphoreSlim Go = new(0);

    public SlowlyMadeException()
        : base("slowly")
    {
    }

    public SlowlyMadeException(string message)
        : base(message)
    {
        Making.Release();
        Go.Wait(Soon.Bound);
    }

    /// <summary>Counts those that are being made.</summary>
    public static SemaphoreSlim Making { get; } = new(0);

    public static void LetGo() => Go.Release();
}
