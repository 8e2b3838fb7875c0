namespace Tractor.ProcessTests.Startup;

/// <summary>Says what is no first word over the connection to the parent.</summary>
internal static class Babbler
{
    /// <summary>Writes to every socket of this process: which one is the connection depends on the transport.</summary>
    public static void Speak()
    {
        int spoken = 0;
        foreach (string descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd").Where(IsSocket))
        {
            spoken += TryWrite(int.Parse(Path.GetFileName(descriptor), System.Globalization.CultureInfo.InvariantCulture)) ? 1 : 0;
        }

        Assert.That(spoken, Is.Positive, "a connection was found");
    }

    private static bool IsSocket(string descriptor) => new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) ?? false;

    // One that listens takes nothing.
    private static bool TryWrite(int number)
    {
        try
        {
            using Microsoft.Win32.SafeHandles.SafeFileHandle socket = new(number, ownsHandle: false);
            using FileStream stream = new(socket, FileAccess.Write, bufferSize: 0);
            stream.Write(new byte[64]);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
