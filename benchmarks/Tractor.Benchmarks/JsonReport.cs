using System.Text.Json;
using System.Text.Json.Nodes;

namespace Benchmarks.Driver;

/// <summary>The comparison as JSON: an array, an object a figure; one without a value of ours has a reason instead.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(IReadOnlyList<FigureReport> reports, string? file)
    {
        if (file is not null)
        {
            JsonArray all = [.. reports.Select(report => (JsonNode)ToJson(report))];
            File.WriteAllText(file, all.ToJsonString(Indented) + "\n");
        }
    }

    private static JsonObject ToJson(FigureReport report)
    {
        if (report.Tractor is null)
        {
            return new JsonObject
            {
                ["figure"] = report.Figure.Name,
                ["reason"] = report.Reasons.GetValueOrDefault(Contender.Tractor, "no value"),
            };
        }

        JsonObject json = new()
        {
            ["figure"] = report.Figure.Name,
            ["unit"] = report.Figure.Unit,
            ["tractor"] = Number(report.Tractor),
            ["raw"] = Number(report.Raw),
            ["peers"] = ToJson(report.Peers),
            ["ratioToRaw"] = Number(report.RatioToRaw),
            ["ratioToBestPeer"] = Number(report.RatioToBestPeer),
        };
        if (report.RawWays.Count > 0)
        {
            json["rawWays"] = ToJson(report.RawWays);
        }

        if (report.Reasons.Count > 0)
        {
            json["missing"] = new JsonObject(report.Reasons.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        }

        return json;
    }

    private static JsonObject ToJson(IReadOnlyDictionary<string, double> values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, Number(pair.Value))));

    // JSON knows no infinity: a ratio to nothing has no value.
    private static JsonNode? Number(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
