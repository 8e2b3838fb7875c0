namespace Tractor.Fuzz.Targets;

/// <summary>Something that must stand any bytes.</summary>
internal interface IFuzzTarget : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Inputs that reach what random bytes would be long in reaching.</summary>
    IEnumerable<byte[]> Seeds { get; }

    /// <summary>Tries one input; what it throws is a failure.</summary>
    ValueTask ExecuteAsync(byte[] input);
}
