using Tractor.Platform;

namespace Tractor.Transport.Tests;

/// <summary>A directory of a test's own, gone afterwards with all in it.</summary>
internal sealed class ScratchDirectory : IDisposable
{
    public string Location { get; } = Directory.CreateTempSubdirectory("trc").FullName;

    public string this[string name] => Path.Join(Location, name);

    public RuntimeDirectory Runtime => new(this["rt"]);

    public void Dispose() => Directory.Delete(Location, recursive: true);
}
