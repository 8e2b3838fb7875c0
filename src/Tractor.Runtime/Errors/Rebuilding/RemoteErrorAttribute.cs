namespace Tractor;

/// <summary>
/// Marks an exception type that callers in other actors are to catch as itself: where an endpoint throws it, a program
/// that has the type, too, gets one of it thrown instead of a <see cref="RemoteActorException"/> (ERR-03).
/// </summary>
/// <remarks>
/// It needs a constructor that takes a message, or a message and an inner exception, which then is the
/// <see cref="RemoteActorException"/> with all that is known of the original; <see cref="RemoteActorException.Behind"/>
/// gives it in either case. Message and <see cref="Exception.Data"/> (as text) are those of the original; properties of its
/// own are not. Types are found in a generated table: what a peer says never makes a program load anything.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class RemoteErrorAttribute : Attribute;
