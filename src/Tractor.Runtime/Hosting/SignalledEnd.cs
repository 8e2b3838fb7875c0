using Tractor.Platform;

namespace Tractor.Hosting;

/// <summary>Makes a program whose cancellation by a signal nobody catches end by that signal.</summary>
internal static class SignalledEnd
{
    private static readonly Lock Gate = new();
    private static int _signal;

    /// <summary>A signal asked the program to end: from the return on, an error that nobody catches ends it by that signal.</summary>
    public static void Note(int number)
    {
        lock (Gate)
        {
            if (_signal == 0)
            {
                AppDomain.CurrentDomain.UnhandledException += static (_, arguments) => OnUnhandled(arguments.ExceptionObject);
            }

            Volatile.Write(ref _signal, number);
        }
    }

    public static void DieNow(int number)
    {
        if (OperatingSystem.IsLinux())
        {
            SignalExit.DieBy(number);
        }

        Environment.Exit(128 + number);
    }

    private static void OnUnhandled(object error)
    {
        bool isOnlyCancellation = error is OperationCanceledException
            || (error is AggregateException group && group.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException));
        if (isOnlyCancellation)
        {
            Console.Out.Flush();
            DieNow(Volatile.Read(ref _signal));
        }
    }
}
