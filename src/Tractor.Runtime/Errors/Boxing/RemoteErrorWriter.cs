using System.Globalization;
using System.Text;

namespace Tractor.Errors;

/// <summary>Writes an error of another actor as it would read here; causes and members stand indented below it.</summary>
internal sealed class RemoteErrorWriter
{
    private const string Step = "    ";
    private readonly StringBuilder _text = new();
    private string _indent = string.Empty;

    public override string ToString() => _text.ToString();

    /// <summary>One line, or each line of a longer text, at the current depth.</summary>
    public void Line(string value)
    {
        foreach (ReadOnlySpan<char> line in value.AsSpan().TrimEnd().EnumerateLines())
        {
            _text.Append(_text.Length == 0 ? string.Empty : "\n").Append(_indent).Append(line.TrimEnd());
        }
    }

    /// <summary>The frames of one actor under its label; nothing without frames.</summary>
    public void Hop(string label, string? frames)
    {
        if (!string.IsNullOrWhiteSpace(frames))
        {
            Line($"--- {label} ---");
            Line(frames);
        }
    }

    /// <summary>The line with type and message.</summary>
    public void Head(RemoteError error, string lead = "") => Line($"{lead}{error.TypeName}: {error.Message}");

    /// <summary>All but its head, of an error whose depth is bounded: one that <see cref="ErrorTree"/> built.</summary>
    public void Body(RemoteError error)
    {
        if (error.Hops.Count > 0)
        {
            Line($"--- in {Label(error.Hops[0])} ---");
        }

        if (error.StackTrace.Length > 0)
        {
            Line(error.StackTrace);
        }

        Below(error);
        foreach (ErrorHop hop in error.Hops.Skip(1))
        {
            Hop($"in {Label(hop)}", hop.StackTrace is { Length: > 0 } frames ? frames : "   (no frames)");
        }
    }

    private static string Label(ErrorHop hop) =>
        string.IsNullOrEmpty(hop.Endpoint) ? $"{hop.Actor}" : $"{hop.Actor} ({hop.Endpoint})";

    private void Below(RemoteError error)
    {
        string outer = _indent;
        _indent += Step;
        foreach ((string key, string value) in error.Data)
        {
            Line($"{key} = {value}");
        }

        foreach (RemoteError inner in error.InnerErrors)
        {
            Head(inner, "caused by ");
            Body(inner);
        }

        for (int i = 0; i < error.Members.Count; i++)
        {
            Head(error.Members[i], string.Create(CultureInfo.InvariantCulture, $"member {i + 1} of {error.Members.Count}: "));
            Body(error.Members[i]);
        }

        _indent = outer;
    }
}
