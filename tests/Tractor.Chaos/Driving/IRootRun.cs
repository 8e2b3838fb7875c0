using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Driving;

/// <summary>The root of the tree under test, wherever it runs.</summary>
internal interface IRootRun : IDisposable
{
    /// <summary>The root's process, for hits; null where that is the driver.</summary>
    int? Pid { get; }

    /// <summary>Completes with the root; without a report when it did not live to write one.</summary>
    Task<RootReport?> Ended { get; }

    /// <summary>How its process ended, 128 + n for signal n; null while it has not, or where that is the driver.</summary>
    int? ExitCode { get; }

    /// <summary>Tells it to end.</summary>
    void Order(Finish finish);
}
