namespace Tractor.Errors;

/// <summary>How much of an error travels. What is beyond is cut, with a note of it.</summary>
internal static class ErrorLimits
{
    /// <summary>Errors below one another; the first counts as one.</summary>
    public const int Depth = 16;

    /// <summary>Members of one group.</summary>
    public const int Members = 64;

    /// <summary>Errors in all.</summary>
    public const int Nodes = 256;

    /// <summary>Actors on the way; of a longer one those before the last are left out.</summary>
    public const int Hops = 32;

    /// <summary>Pairs of data of one error.</summary>
    public const int Data = 64;

    /// <summary>Base types of one error.</summary>
    public const int BaseTypes = 16;

    /// <summary>Actors on the way of a cancellation.</summary>
    public const int CancellationPath = 64;

    /// <summary>Characters of a message, of a stack, of a value.</summary>
    public const int Text = 32 * 1024;

    /// <summary>Characters of a name: a type, an endpoint, an actor, a key.</summary>
    public const int Name = 1024;

    /// <summary>Characters of the frames that an actor adds that only passes an error on.</summary>
    public const int HopStack = 4 * 1024;

    /// <summary>What reading an exception of the user's may take: its properties are code of his.</summary>
    public static readonly TimeSpan ReadingTime = TimeSpan.FromSeconds(2);

    /// <summary>Bytes in all.</summary>
    public const int Bytes = 512 * 1024;

    /// <summary>Bytes left at which no further error is begun.</summary>
    public const int BytesForNode = 4 * 1024;
}
