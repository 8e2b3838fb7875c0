using Tractor.Errors;

namespace Tractor;

/// <summary>The base of all errors of the library; each derived class carries the datum that explains it.</summary>
public abstract class TractorException : Exception
{
    private protected TractorException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }

    /// <summary>What a peer sent, when this came from one: whoever sends it on keeps its origin and way (ERR-02).</summary>
    internal virtual RemoteError? Received { get; init; }

    /// <summary>Adds the datum of this error, for it to travel beside the text.</summary>
    internal virtual void Describe(ErrorFacts facts)
    {
    }
}
