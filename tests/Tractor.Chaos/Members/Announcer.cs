using System.Text;

namespace Tractor.Chaos.Members;

/// <summary>Tells the driver what happens, by a pipe that all processes of a tree write whole lines into.</summary>
internal static class Announcer
{
    /// <summary>Names the pipe; inherited by all below.</summary>
    public const string Variable = "TRACTOR_CHAOS_EVENTS";

    private static readonly Lazy<FileStream> Pipe = new(() =>
        new FileStream(Environment.GetEnvironmentVariable(Variable)!, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0));

    public static void Say(string kind, int index, string text = "")
    {
        // One write of less than a page, which no other writer can part.
        byte[] line = Encoding.UTF8.GetBytes($"{kind} {index} {Environment.ProcessId} {text}");
        Pipe.Value.Write([.. line.AsSpan(0, Math.Min(line.Length, 4000)), (byte)'\n']);
    }
}
