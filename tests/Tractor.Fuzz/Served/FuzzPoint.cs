namespace Tractor.Fuzz.Served;

/// <summary>A value that is copied as it lies in memory.</summary>
internal readonly record struct FuzzPoint(double X, float Y, FuzzColor Color, Guid Id, long Wide, long Wider);
