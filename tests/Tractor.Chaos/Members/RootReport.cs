using System.Text.Json;

namespace Tractor.Chaos.Members;

/// <summary>How a root ended: its error, the failures that it consists of, and the tasks that were still under way.</summary>
internal sealed record RootReport(string? Error, string Text, IReadOnlyList<Failure> Failures, IReadOnlyList<string> StepsLeft)
{
    public static RootReport Of(Exception? error) => new(
        error?.GetType().Name, error?.ToString() ?? "", error is null ? [] : [.. FailuresOf(error)], Steps.All);

    public static RootReport? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<RootReport>(File.ReadAllText(path)) : null;

    /// <summary>Whole or not at all: whoever writes it may be killed meanwhile.</summary>
    public void Write(string path)
    {
        string unfinished = path + ".new";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this));
        File.Move(unfinished, path, overwrite: true);
    }

    private static IEnumerable<Failure> FailuresOf(Exception error) => error switch
    {
        AggregateException group => group.InnerExceptions.SelectMany(FailuresOf),
        RemoteActorException remote => FailuresOf(remote.Error),
        _ => [Failure.Of([.. TextsOf(error)])],
    };

    private static IEnumerable<Failure> FailuresOf(RemoteError error) =>
        error.Members.Count > 0 ? error.Members.SelectMany(FailuresOf) : [Failure.Of([.. TextsOf(error)])];

    private static IEnumerable<string> TextsOf(Exception error)
    {
        IEnumerable<string> below = error switch
        {
            AggregateException group => group.InnerExceptions.SelectMany(TextsOf),
            RemoteActorException remote => TextsOf(remote.Error),
            { InnerException: { } cause } => TextsOf(cause),
            _ => [],
        };
        return below.Prepend(error.Message);
    }

    // With where it began, not who passed it on: that may be anybody above.
    private static IEnumerable<string> TextsOf(RemoteError error) =>
        [error.Message, error.Origin.Name, .. error.InnerErrors.Concat(error.Members).SelectMany(TextsOf)];
}
