namespace Tractor.Wire;

/// <summary>A message is larger than may be.</summary>
/// <param name="Bytes">Its size.</param>
/// <param name="Limit">What <see cref="ActorLimits.MaxMessageBytes"/> is in this actor.</param>
internal readonly record struct SizeExcess(long Bytes, int Limit);
