namespace Tractor.Fuzz.Engine;

/// <summary>An input brought about what must not be.</summary>
internal sealed class FuzzFailureException(string message) : Exception(message)
{
    public static void ThrowIf(bool condition, string message)
    {
        if (condition)
        {
            throw new FuzzFailureException(message);
        }
    }
}
