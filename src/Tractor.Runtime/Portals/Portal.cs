namespace Tractor;

/// <summary>A way to call another actor.</summary>
public sealed class Portal;
