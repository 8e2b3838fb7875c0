using Benchmarks.Driver;

if (Command.Parse(args) is not { } command)
{
    Console.Error.WriteLine(Command.Usage);
    return 2;
}

using CancellationTokenSource interrupted = new();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};

try
{
    return command.IsPrepare
        ? await new Preparation(Places.Find()).RunAsync(interrupted.Token)
        : await new Comparison(Places.Find(), command).RunAsync(interrupted.Token);
}
catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
{
    Console.Error.WriteLine("Interrupted; all processes have ended.");
    return 130;
}
