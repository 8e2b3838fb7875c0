namespace Tractor.Fuzz.Targets;

/// <summary>One codec to be tried, with values as bytes to begin with.</summary>
internal sealed record PayloadTrial(object Codec, Action<byte[]> Run, byte[][] Samples);
