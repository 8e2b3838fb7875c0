using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tractor.Chaos.Members;

/// <summary>How a root ended: its error, whom that names, and the tasks that were still under way.</summary>
internal sealed partial record RootReport(string? Error, string Text, IReadOnlyList<int> Named, IReadOnlyList<string> StepsLeft)
{
    public static RootReport Of(Exception? error)
    {
        HashSet<int> named = [];
        if (error is not null)
        {
            Name(error, named);
        }

        return new RootReport(error?.GetType().Name, error?.ToString() ?? "", [.. named.Order()], Steps.All);
    }

    public static RootReport? Read(string path) => File.Exists(path) ? JsonSerializer.Deserialize<RootReport>(File.ReadAllText(path)) : null;

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this));

    // Of what the errors say, their first lines: what follows may be the last words of anybody.
    private static void Name(Exception error, HashSet<int> named)
    {
        AddFrom(error.Message, named);
        switch (error)
        {
            case AggregateException group:
                foreach (Exception inner in group.InnerExceptions)
                {
                    Name(inner, named);
                }

                break;
            case RemoteActorException remote:
                Name(remote.Error, named);
                break;
            default:
                break;
        }

        if (error is not AggregateException && error.InnerException is { } cause)
        {
            Name(cause, named);
        }
    }

    private static void Name(RemoteError error, HashSet<int> named)
    {
        AddFrom(error.Message, named);

        // Not who passed it on: that may be anybody above.
        AddFrom(error.Origin.Name, named);
        foreach (RemoteError inner in error.InnerErrors.Concat(error.Members))
        {
            Name(inner, named);
        }
    }

    private static void AddFrom(string text, HashSet<int> named)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        foreach (Match match in Number().Matches(end < 0 ? text : text[..end]))
        {
            named.Add(int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    [GeneratedRegex(@"\bn(\d+)\b")]
    private static partial Regex Number();
}
