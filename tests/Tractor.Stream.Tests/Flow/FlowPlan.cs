namespace Tractor.StreamTests.Flow;

/// <summary>What one random run does.</summary>
internal sealed record FlowPlan(
    int Window, int Growth, int WindowBytes, int Option, int Senders, int Items, int SendCancels, int ReadCancels, int ReadPause, bool IsSelfContained);
