using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Tractor.Chaos.Members;
using Tractor.Chaos.Plans;
using Tractor.Chaos.Seeing;

namespace Tractor.Chaos.Driving;

/// <summary>A root in a process of its own: this program again, told by its arguments.</summary>
internal sealed class RootProcess : IRootRun
{
    public const string Command = "root";

    private readonly Process _process;

    public RootProcess(TreePlan plan, EventBoard events, string reportPath)
    {
        _process = Start(Command, plan.Seed.ToString(CultureInfo.InvariantCulture), reportPath);
        Ended = EndAsync(events, reportPath);
    }

    public int? Pid => _process.Id;

    public int? ExitCode => _process.HasExited ? _process.ExitCode : null;

    public Task<RootReport?> Ended { get; }

    /// <summary>Starts this program with other arguments; it takes orders over its standard input.</summary>
    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(Assembly.GetExecutingAssembly().Location);
        }

        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>The process itself: runs the tree, and writes down how it ended.</summary>
    public static async Task<int> RunAsync(string seed, string reportPath)
    {
        TreePlan plan = PlanMaker.Make(int.Parse(seed, CultureInfo.InvariantCulture));
        Steps.ReportWhenAsked(0);

        // A signal that finds no tree any more would end the process before the report is written.
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);
        TaskCompletionSource<Finish> order = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => Listen(order)) { IsBackground = true }.Start();
        RootReport report = await Root.RunAsync(plan, order.Task, handlesSignals: true);
        report.Write(reportPath);
        Announcer.Say("end", 0);
        return 0;
    }

    public void Order(Finish finish)
    {
        switch (finish)
        {
            case Finish.Terminate:
                Native.Signal(_process.Id, Native.Terminate);
                break;
            case Finish.Interrupt:
                Native.Signal(_process.Id, Native.Interrupt);
                break;
            case Finish.Kill:
                Native.Signal(_process.Id, Native.Kill);
                break;
            default:
                Write(finish);
                break;
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Native.Signal(_process.Id, Native.Kill);
        }

        _process.Dispose();
    }

    private static void Listen(TaskCompletionSource<Finish> order)
    {
        if (Console.In.ReadLine() is { } line)
        {
            order.TrySetResult(Enum.Parse<Finish>(line));
            return;
        }

        // The driver is gone.
        Environment.Exit(1);
    }

    private void Write(Finish finish)
    {
        try
        {
            _process.StandardInput.WriteLine(finish);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // It is gone already.
        }
    }

    // The end is when the tree has ended, which is before the process has.
    private async Task<RootReport?> EndAsync(EventBoard events, string reportPath)
    {
        Task told = events.WhenAsync(happened => happened.Kind == "end");
        Task exited = _process.WaitForExitAsync();
        await Task.WhenAny(told, exited);
        return RootReport.Read(reportPath);
    }
}
