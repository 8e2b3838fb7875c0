using System.Runtime.InteropServices;
using Tractor.Platform;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>A root that gets SIGTERM while it ends by itself; the program goes on afterwards. The argument is the scheme of the transport.</summary>
internal static class LateSignalScenario
{
    private const int Terminate = 15;

    public static async Task<int> RunAsync(string[] arguments)
    {
        await ActorNursery.RunAsync(
            static _ =>
            {
                CurrentActor.OnExit(new Terminating());
                return Task.CompletedTask;
            },
            new ActorRuntimeOptions { Transport = ActorTransport.Find(arguments[0]) });

        // Where the root has missed the signal by a hair, it is the program's, and ends it here.
        await Task.Delay(TimeSpan.FromMinutes(1));
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
