using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Driving;

/// <summary>A hit that has met its target, and when.</summary>
internal sealed record HitRecord(Hit Hit, long Time);
