using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Tractor.Platform;

/// <summary>The error numbers that this folder tells apart, and the exception for the rest.</summary>
internal static class Errno
{
    public const int NotPermitted = 1;
    public const int NoEntry = 2;
    public const int NoProcess = 3;
    public const int Interrupted = 4;
    public const int NoChild = 10;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int AccessDenied = 13;
    public const int NotDirectory = 20;
    public const int TooManyFilesInAll = 23;
    public const int TooManyFiles = 24;
    public const int BrokenPipe = 32;
    public const int NotImplemented = 38;
    public const int AddressInUse = 98;
    public const int ConnectionAborted = 103;
    public const int ConnectionReset = 104;
    public const int NoBuffers = 105;
    public const int NotConnected = 107;
    public const int ConnectionRefused = 111;

    /// <summary>Of the last call on this thread that was declared to set it.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>The operating system's words for an error number, with the number.</summary>
    public static string Text(int error) => $"{Marshal.GetPInvokeErrorMessage(error)} (error {error})";

    /// <summary>"what: words of the error", to be thrown.</summary>
    public static Win32Exception Failure(string what, int error) => new(error, $"{what}: {Text(error)}");
}
