namespace Tractor;

/// <summary>Stands where a dialog has no value: no first value, no items, no result.</summary>
public readonly record struct Nothing;
