namespace Tractor;

/// <summary>
/// Marks a static method of a <c>partial</c> class as an endpoint: callable from another actor through the typed
/// proxy that is generated for it on <c>Portal</c>.
/// </summary>
/// <remarks>
/// The signature says what kind it is: with a <c>Context</c> parameter a dialog, without one a call, and with an
/// <see cref="IAsyncEnumerable{T}"/> result a one-way stream. An actor serves only the tables its parent named.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class TractorContextAttribute : Attribute;
