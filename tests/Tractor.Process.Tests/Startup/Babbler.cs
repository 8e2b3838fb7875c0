using Microsoft.Win32.SafeHandles;

namespace Tractor.ProcessTests.Startup;

/// <summary>Says what is no first word over the connection to the parent, if its environment says so.</summary>
internal static class Babbler
{
    public const string Variable = "TRACTOR_TEST_BABBLE";

    private const int ConnectionNumber = 3;

    public static void SpeakIfAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 })
        {
            using SafeFileHandle connection = new(ConnectionNumber, ownsHandle: false);
            using FileStream stream = new(connection, FileAccess.Write, bufferSize: 0);
            stream.Write(new byte[64]);
        }
    }
}
