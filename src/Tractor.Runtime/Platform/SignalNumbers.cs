namespace Tractor.Platform;

/// <summary>The signals of Linux on x64 and arm64.</summary>
internal static class SignalNumbers
{
    public const int Interrupt = 2;
    public const int Quit = 3;
    public const int Abort = 6;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Child = 17;
    public const int Continue = 18;
    public const int Stop = 19;

    private const int FirstRealTime = 34;

    private static readonly string[] Names =
    [
        "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL", "SIGUSR1",
        "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM", "SIGSTKFLT", "SIGCHLD", "SIGCONT", "SIGSTOP", "SIGTSTP",
        "SIGTTIN", "SIGTTOU", "SIGURG", "SIGXCPU", "SIGXFSZ", "SIGVTALRM", "SIGPROF", "SIGWINCH", "SIGIO", "SIGPWR",
        "SIGSYS",
    ];

    /// <summary>"SIGKILL" for 9; a number that has no name gives null.</summary>
    public static string? NameOf(int signal)
    {
        if (signal > 0 && signal < Names.Length)
        {
            return Names[signal];
        }

        return signal is >= FirstRealTime and <= 64 ? $"SIGRTMIN+{signal - FirstRealTime}" : null;
    }
}
