namespace Tractor.TestPrograms;

/// <summary>What tests wait for: one line an event, on the standard output that all actors of a tree share.</summary>
internal static class Announce
{
    public static void Ready() => Event("ready", $"{CurrentActor.Name} {Environment.ProcessId}");

    public static void Event(string kind, string text)
    {
        // One write, so that lines of several processes do not mix.
        using Stream output = Console.OpenStandardOutput();
        output.Write(System.Text.Encoding.UTF8.GetBytes($"{kind} {text}\n"));
    }
}
