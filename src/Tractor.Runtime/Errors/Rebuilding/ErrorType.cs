namespace Tractor.Errors;

/// <summary>A type of errors that both sides know, and how one is made from a message and an inner exception; null if it cannot be.</summary>
internal sealed class ErrorType(Type type, Func<string, Exception?, Exception>? make = null)
{
    public Type Type { get; } = type;

    public Func<string, Exception?, Exception>? Make { get; } = make;

    /// <summary>As it travels.</summary>
    public string Name => Type.ToString();
}
