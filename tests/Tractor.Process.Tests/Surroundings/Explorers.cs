using System.Diagnostics;
using System.Globalization;

namespace Tractor.ProcessTests.Surroundings;

/// <summary>Tell what they see around them.</summary>
internal static partial class Explorers
{
    [TractorContext]
    private static Task<string> Directory() => Task.FromResult(Environment.CurrentDirectory);

    [TractorContext]
    private static Task<string?> Variable(string name) => Task.FromResult(Environment.GetEnvironmentVariable(name));

    [TractorContext]
    private static Task<string> Culture() => Task.FromResult($"{CultureInfo.CurrentCulture.Name}/{CultureInfo.CurrentUICulture.Name}/{Startup.ChildStartup.Culture}");

    [TractorContext]
    private static Task<string> Input() => Console.In.ReadToEndAsync();

    /// <summary>The descriptors above 2 and what they are.</summary>
    [TractorContext]
    private static Task<string[]> Descriptors() => Task.FromResult<string[]>(
        [.. new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos().Select(file => $"{file.Name} {file.LinkTarget}")]);

    /// <summary>The same of a program that this process starts.</summary>
    [TractorContext]
    private static async Task<string[]> DescriptorsOfProgram()
    {
        ProcessStartInfo start = new("/bin/sh", ["-c", "for i in /proc/self/fd/*; do echo ${i##*/} $(readlink $i); done"]) { RedirectStandardOutput = true };
        using Process program = Process.Start(start)!;
        string listing = await program.StandardOutput.ReadToEndAsync();
        await program.WaitForExitAsync();
        return listing.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    [TractorContext]
    private static Task<bool> WasStartedUp() => Task.FromResult(Startup.ChildStartup.WasCalled);

    [TractorContext]
    private static Task<(string Comm, string CommandLine)> Title() => Task.FromResult(
        (File.ReadAllText("/proc/self/comm").Trim(), File.ReadAllText("/proc/self/cmdline")));

    [TractorContext]
    private static async Task<(ActorId Id, bool IsRoot, ActorId? Parent, ActorId Root, string? Dialog, string Entry)> Identity(Context<Nothing> context)
    {
        await context.StartedAsync(default);
        string entry = System.Reflection.Assembly.GetEntryAssembly()?.GetName().Name ?? "";
        return (CurrentActor.Id, CurrentActor.IsRoot, CurrentActor.Parent?.Actor, CurrentActor.Root, CurrentActor.Context?.Endpoint, entry);
    }

    /// <summary>Which actor and dialog a task, a thread and work on the pool without a flow see.</summary>
    [TractorContext]
    private static async Task<string[]> Flows(Context<Nothing> context)
    {
        await context.StartedAsync(default);
        string task = await Task.Run(See);
        string thread = "";
        Thread other = new(() => thread = See());
        other.Start();
        other.Join();
        TaskCompletionSource<string> pool = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ThreadPool.UnsafeQueueUserWorkItem(_ => pool.SetResult(See()), null);
        return [$"task {task}", $"thread {thread}", $"pool {await pool.Task}"];

        static string See() => $"{CurrentActor.Name} {CurrentActor.Context?.Endpoint.Split('.')[^1] ?? "-"}";
    }

    [TractorContext]
    private static Task<bool> HasContext() => Task.FromResult(CurrentActor.Context is not null);

    [TractorContext]
    private static async Task<int> AskParent(int number) => await CurrentActor.Parent!.DoubleAsync(number);

    [TractorContext]
    private static Task<ActorAddress> Address() => Task.FromResult(CurrentActor.Address);

    [TractorContext]
    private static async Task<string> Visit(ActorAddress address)
    {
        Portal portal = await CurrentActor.ConnectAsync(address);
        return await portal.NameAsync();
    }

    [TractorContext]
    private static Task<string> Name() => Task.FromResult(CurrentActor.Name);

    [TractorContext]
    private static Task<int> Double(int number) => Task.FromResult(number * 2);

    [TractorContext]
    private static async Task OpenRoot() => await ActorRuntime.RunAsync(_ => Task.CompletedTask);
}
