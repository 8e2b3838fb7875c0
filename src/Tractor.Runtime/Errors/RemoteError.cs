using Tractor.Errors;

namespace Tractor;

/// <summary>An error of another actor, as it was told: text only, since its type need not exist here.</summary>
public sealed class RemoteError
{
    internal RemoteError()
    {
    }

    /// <summary>The full name of the type at its origin, as <see cref="Type.ToString()"/> gives it.</summary>
    public required string TypeName { get; init; }

    /// <summary>
    /// That type, where this program knows it: one of the base library that is thrown often, one of this library, or one
    /// marked with <see cref="RemoteErrorAttribute"/>; null for any other (ERR-03, ERR-04).
    /// </summary>
    public Type? ErrorType => ErrorRebuilder.FindType(TypeName);

    /// <summary>The full names of that type's bases, nearest first, without <see cref="object"/>.</summary>
    public required IReadOnlyList<string> BaseTypeNames { get; init; }

    /// <summary>Its message; empty when it had none.</summary>
    public required string Message { get; init; }

    /// <summary>Its frames in the actor where it was raised; empty when it was never thrown.</summary>
    public required string StackTrace { get; init; }

    /// <summary>Its <see cref="Exception.Data"/>, and the datum of an error of this library, as text.</summary>
    public required IReadOnlyDictionary<string, string> Data { get; init; }

    /// <summary>What caused it: none or one, unless it is a group.</summary>
    public required IReadOnlyList<RemoteError> InnerErrors { get; init; }

    /// <summary>The errors of a group (<see cref="AggregateException"/>); empty for any other.</summary>
    public required IReadOnlyList<RemoteError> Members { get; init; }

    /// <summary>The actor where it was raised.</summary>
    public required ActorId Origin { get; init; }

    /// <summary>The actors it went through: its origin first, the one that sent it here last.</summary>
    public required IReadOnlyList<ActorId> RelayPath { get; init; }

    /// <summary>Its own hops; empty when it went with the error that it belongs to.</summary>
    internal IReadOnlyList<ErrorHop> Hops { get; init; } = [];

    /// <summary>True when it was a <typeparamref name="T"/> at its origin: that type or one derived from it.</summary>
    /// <typeparam name="T">An exception's type; compared by its full name.</typeparam>
    public bool Is<T>()
        where T : Exception => Is(typeof(T));

    /// <inheritdoc cref="Is{T}()"/>
    /// <param name="type">An exception's type; compared by its full name.</param>
    public bool Is(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        string name = type.ToString();
        return TypeName == name || BaseTypeNames.Contains(name);
    }

    /// <summary>The error with its frames, causes and members, as a local one would read.</summary>
    public override string ToString()
    {
        RemoteErrorWriter writer = new();
        writer.Head(this);
        writer.Body(this);
        return writer.ToString();
    }
}
