using System.Runtime.Versioning;
using Tractor.Platform;

namespace Tractor.Spawning;

/// <summary>
/// How a child hears its signals, before any user code runs, and shows to the system; both already while it waits for its
/// parent, should it have to.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class ChildSurroundings(ChildSpec spec, ChildRunner runner) : IDisposable
{
    private readonly Lock _gate = new();
    private ChildSignals? _signals;
    private bool _hasTitle;

    /// <summary>Once, whoever comes first.</summary>
    public void HearSignals()
    {
        lock (_gate)
        {
            _signals ??= new ChildSignals(runner);
        }
    }

    /// <summary>Once, whoever comes first.</summary>
    public void ShowTitle()
    {
        lock (_gate)
        {
            if (!_hasTitle)
            {
                _hasTitle = true;
                ProcessTitle.Set(ChildTitle.Of(spec.Name, Environment.ProcessId));
            }
        }
    }

    public void Dispose() => _signals?.Dispose();
}
