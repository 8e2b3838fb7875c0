namespace Tractor;

/// <summary>The base of all errors of the library; each derived class carries the datum that explains it.</summary>
public abstract class TractorException : Exception
{
    private protected TractorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
