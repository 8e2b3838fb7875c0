namespace Tractor;

/// <summary>How a dialog ended.</summary>
public sealed class Outcome<T>;
