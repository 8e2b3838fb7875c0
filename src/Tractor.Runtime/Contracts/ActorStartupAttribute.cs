namespace Tractor;

/// <summary>
/// Marks a static method that every child process calls first, before it serves anything: <c>Main</c> does not run
/// there. It returns <c>void</c>, <see cref="Task"/> or <see cref="ValueTask"/> and takes nothing or an
/// <see cref="ActorStartupContext"/>. What it throws fails the start of the child.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ActorStartupAttribute : Attribute;
