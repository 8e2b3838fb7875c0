using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>
/// How a child shows to the system and hears its signals. It is set up while the parent answers the child's first words,
/// when the child has nothing else to do, and before any user code runs.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildSurroundings(ChildSpec spec, ChildRunner runner) : IDisposable
{
    private readonly Lock _gate = new();
    private ChildSignals? _signals;

    /// <summary>Once, whoever comes first.</summary>
    public void SetUp()
    {
        lock (_gate)
        {
            if (_signals is null)
            {
                ProcessTitle.Set(ChildTitle.Of(spec.Name, Environment.ProcessId));
                _signals = new ChildSignals(runner);
            }
        }
    }

    public void Dispose() => _signals?.Dispose();
}
