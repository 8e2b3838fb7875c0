using System.Globalization;

namespace Tractor.Errors;

/// <summary>The signals that processes die of: their Linux numbers, names and usual causes.</summary>
internal static class SignalNames
{
    /// <summary>An exit code above this one may stand for a signal; it does not prove one.</summary>
    public const int ExitCodeBase = 128;

    /// <summary>The name, <c>SIGKILL</c>; <c>signal 42</c> for one without.</summary>
    public static string Of(int signal) => Lookup(signal) ?? string.Create(CultureInfo.InvariantCulture, $"signal {signal}");

    /// <summary>The name of a signal that has one, else null.</summary>
    public static string? Lookup(int signal) => signal switch
    {
        1 => "SIGHUP",
        2 => "SIGINT",
        3 => "SIGQUIT",
        4 => "SIGILL",
        5 => "SIGTRAP",
        6 => "SIGABRT",
        7 => "SIGBUS",
        8 => "SIGFPE",
        9 => "SIGKILL",
        10 => "SIGUSR1",
        11 => "SIGSEGV",
        12 => "SIGUSR2",
        13 => "SIGPIPE",
        14 => "SIGALRM",
        15 => "SIGTERM",
        19 => "SIGSTOP",
        24 => "SIGXCPU",
        25 => "SIGXFSZ",
        31 => "SIGSYS",
        _ => null,
    };

    /// <summary>Where to look for the cause, a sentence led by a space; empty when there is nothing to add.</summary>
    public static string Advice(int signal) => signal switch
    {
        6 => " An abort is an unhandled exception, a stack overflow or Environment.FailFast: its standard error says which.",
        9 => " If nobody killed it, look in the kernel's log for the out-of-memory killer.",
        4 or 7 or 8 or 11 => " That is a crash of native code or of unsafe code: look for a core dump.",
        24 or 25 => " It went over a resource limit of the process (ulimit).",
        _ => string.Empty,
    };
}
