using System.Diagnostics;
using Tractor.Spawning;

namespace Tractor.TestPrograms.Scenarios;

/// <summary>
/// A root that ends while its child starts. Arguments: the step, of the child or of this process; how it ends:
/// <c>return</c> (Main does, whatever is under way), <c>throw</c> (the nursery's body does) or <c>kill</c>; and the
/// scheme of the transport.
/// </summary>
internal static partial class BootScenario
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        (string step, string how) = (arguments[0], arguments[1]);
        TaskCompletionSource now = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool isOwn = Enum.TryParse(step, out BootStep asked) && asked <= BootStep.Ready;
        if (isOwn)
        {
            BootSteps.Reached = reached => EndAt(reached, asked, how, now);
        }
        else
        {
            _ = Task.Run(async () =>
            {
                await Console.In.ReadLineAsync();
                now.SetResult();
            });
        }

        Task nursery = ActorNursery.RunAsync(async nursery =>
        {
            _ = nursery.StartActorAsync("unborn", Endpoints, isOwn ? null : BootHold.At(step));
            await now.Task;
            if (how == "throw")
            {
                throw new InvalidOperationException("the root gives up");
            }

            await Task.Delay(Timeout.Infinite, nursery.CancellationToken);
        }, new ActorRuntimeOptions { Transport = ActorTransport.Find(arguments[2]) });
        await Task.WhenAny(nursery, how == "return" ? now.Task : nursery);
        return nursery.IsFaulted ? 3 : 0;
    }

    private static void EndAt(BootStep reached, BootStep asked, string how, TaskCompletionSource now)
    {
        if (reached != asked)
        {
            return;
        }

        if (how == "kill")
        {
            Process.GetCurrentProcess().Kill();
        }

        now.TrySetResult();
    }

    [TractorContext]
    private static Task None() => Task.CompletedTask;
}
