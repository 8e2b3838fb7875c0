using Tractor.Fuzz.Served;

namespace Tractor.Fuzz.Targets;

/// <summary>Values of what the endpoints take and give.</summary>
internal static class PayloadSamples
{
    private static readonly FuzzPoint Point = new(1.5, -0f, FuzzColor.Blue, Guid.Empty, long.MinValue, 7);

    private static readonly FuzzRecord Record = new(
        "höher", 7, [Point, Point], ["a", null, "b"], new() { ["c"] = 1, ["d"] = int.MinValue }, new FuzzLabel("text", [-0f, 1f, -0f]), (3, "four"), FuzzColor.Red, [1, 2, 3]);

    public static IReadOnlyList<object> Values { get; } =
    [
        7,
        7L,
        "text",
        ("text", new byte[] { 1, 2 }, (int?)3, Point),
        Record,
        Record with { Shape = new FuzzCircle(Point, 2), Name = null },
        (new List<FuzzRecord> { Record, Record }, new Dictionary<string, List<int>> { ["e"] = [1, 2], ["f"] = [] }),
        new string?[] { "a", null, "ü" },
        new byte[] { 1, 2, 3 },
    ];
}
