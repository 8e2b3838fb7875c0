using Tractor.Errors;

namespace Tractor;

/// <summary>
/// An exception that left an endpoint in another actor. The exception itself stays there; this tells of it, with its
/// stack there and all the actors that passed it on.
/// </summary>
public sealed class RemoteActorException : TractorException
{
    internal RemoteActorException(RemoteError error)
        : base(Compose(error))
    {
        Error = error;
        Received = error;
    }

    /// <summary>The error as it was at its origin.</summary>
    public RemoteError Error { get; }

    /// <summary>The full name of its type at its origin.</summary>
    public string TypeName => Error.TypeName;

    /// <inheritdoc cref="RemoteError.ErrorType"/>
    public Type? ErrorType => Error.ErrorType;

    /// <summary>
    /// The full name of the type that left the last actor: <see cref="TypeName"/>, or, where that actor only passed it
    /// on, the type it had there, which mostly is this one.
    /// </summary>
    public string BoxedTypeName => Error.Hops.Count > 0 && Error.Hops[^1].TypeName is { Length: > 0 } name ? name : TypeName;

    /// <summary>Its message at its origin.</summary>
    public string RemoteMessage => Error.Message;

    /// <summary>Its frames at its origin; empty when it was never thrown.</summary>
    public string RemoteStackTrace => Error.StackTrace;

    /// <summary>Its <see cref="Exception.Data"/>, and the datum of an error of this library, as text.</summary>
    public IReadOnlyDictionary<string, string> RemoteData => Error.Data;

    /// <summary>What caused it there.</summary>
    public IReadOnlyList<RemoteError> RemoteInnerErrors => Error.InnerErrors;

    /// <summary>The errors of a group (<see cref="AggregateException"/>); empty for any other.</summary>
    public IReadOnlyList<RemoteError> Members => Error.Members;

    /// <summary>The actor where it was raised.</summary>
    public ActorId Origin => Error.Origin;

    /// <summary>The actors it went through: its origin first, the one that sent it here last.</summary>
    public IReadOnlyList<ActorId> RelayPath => Error.RelayPath;

    /// <summary>The endpoint that raised it; null when it did not come from one.</summary>
    public string? Endpoint => EndpointOf(Error);

    /// <summary>True when an actor between its origin and this one passed it on.</summary>
    public bool IsRelayed => RelayPath.Count > 1;

    /// <summary>
    /// An error of the type that it was at its origin, with its message and with this as the inner exception, where that
    /// type is known here and can be made of a message; else this itself (ERR-07). It never throws.
    /// </summary>
    public Exception Unwrap() => ErrorRebuilder.Rebuild(this);

    /// <summary>
    /// What is known of an error that came from another actor as itself (<see cref="RemoteErrorAttribute"/>,
    /// <see cref="Unwrap"/>); a <see cref="RemoteActorException"/> itself is its own. Null for an error that began here.
    /// </summary>
    /// <param name="error">The error.</param>
    public static RemoteActorException? Behind(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return ErrorRebuilder.BoxOf(error);
    }

    /// <summary>True when it was a <typeparamref name="T"/> at its origin: that type or one derived from it.</summary>
    /// <typeparam name="T">An exception's type; compared by its full name.</typeparam>
    public bool Is<T>()
        where T : Exception => Error.Is<T>();

    /// <inheritdoc cref="Is{T}()"/>
    /// <param name="type">An exception's type; compared by its full name.</param>
    public bool Is(Type type) => Error.Is(type);

    /// <summary>The message, then the frames of each actor in the order that the error went through them, this one last.</summary>
    public override string ToString()
    {
        RemoteErrorWriter writer = new();
        writer.Line($"{GetType()}: {Message}");
        if (ErrorText.Headline(RemoteMessage) != RemoteMessage.Trim())
        {
            // The message above is its first line only.
            writer.Head(Error);
        }

        writer.Body(Error);
        writer.Hop("here", StackTrace);
        return writer.ToString();
    }

    private static string? EndpointOf(RemoteError error) =>
        error.Hops.Count > 0 && error.Hops[0].Endpoint is { Length: > 0 } endpoint ? endpoint : null;

    private static string Compose(RemoteError error)
    {
        string where = EndpointOf(error) is string endpoint ? $" in {endpoint}" : string.Empty;
        string relayed = error.RelayPath.Count > 1 ? $" (passed on by {string.Join(", ", error.RelayPath.Skip(1))})" : string.Empty;
        return $"{error.Origin} raised {error.TypeName}{where}: {ErrorText.Headline(error.Message)}{relayed}";
    }
}
