using System.Runtime.InteropServices;
using Tractor.Platform;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>A root that gets SIGTERM while it ends by itself; the program would go on afterwards.</summary>
internal static class LateSignalScenario
{
    private const int Terminate = 15;

    public static async Task<int> RunAsync()
    {
        await ActorNursery.RunAsync(static _ =>
        {
            CurrentActor.OnExit(new Terminating());
            return Task.CompletedTask;
        });
        Announce.Event("went", "on");
        return 0;
    }

    private sealed class Terminating : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            TaskCompletionSource came = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => came.TrySetResult());
            if (OperatingSystem.IsLinux())
            {
                _ = NativeProcesses.Kill(Environment.ProcessId, Terminate);
            }

            await came.Task;
        }
    }
}
