using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Tractor.Architecture.Tests.Sources;

namespace Tractor.Architecture.Tests;

/// <summary>docs/limits.md says of each limit what the code does.</summary>
internal sealed partial class LimitTests
{
    private static readonly Match[] Rows = [.. Row().Matches(Repository.Read("docs/limits.md")).Cast<Match>()];

    private static IEnumerable<TestCaseData> Limits => Rows.Select(row =>
        new TestCaseData(row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value, row.Groups[4].Value));

    [Test]
    public void Each_limit_has_its_row()
    {
        IEnumerable<string> limits = typeof(ActorLimits).GetProperties()
            .Where(property => property.CanWrite && !property.PropertyType.IsEnum)
            .Select(property => property.Name);

        Assert.That(Rows.Select(row => row.Groups[1].Value), Is.EqualTo(limits));
    }

    [TestCaseSource(nameof(Limits))]
    public void A_limit_has_the_default_and_the_range_that_its_row_says(string name, string initial, string least, string most)
    {
        PropertyInfo property = typeof(ActorLimits).GetProperty(name)!;
        ActorLimits limits = new();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(property.GetValue(limits), Is.EqualTo(ValueOf(initial, property, 0)), "default");
            Assert.That(() => property.SetValue(limits, ValueOf(least, property, 0)), Throws.Nothing, "least");
            Assert.That(() => property.SetValue(limits, ValueOf(most, property, 0)), Throws.Nothing, "most");
            Assert.That(() => property.SetValue(limits, ValueOf(least, property, -1)), Throws.InnerException.TypeOf<ArgumentOutOfRangeException>(), "below the least");
            Assert.That(() => property.SetValue(limits, ValueOf(most, property, 1)), Throws.InnerException.TypeOf<ArgumentOutOfRangeException>(), "above the most");
        }
    }

    // With the smallest step that its type has added so many times.
    private static object ValueOf(string text, PropertyInfo property, int steps)
    {
        string[] parts = text.Replace(",", string.Empty, StringComparison.Ordinal).Split(' ');
        double number = double.Parse(parts[0], CultureInfo.InvariantCulture);
        string unit = parts.Length > 1 ? parts[1] : string.Empty;
        return property.PropertyType == typeof(TimeSpan)
            ? DurationOf(number, unit) + TimeSpan.FromTicks(steps)
            : Convert.ChangeType(CountOf(number, unit) + steps, property.PropertyType, CultureInfo.InvariantCulture);
    }

    private static TimeSpan DurationOf(double number, string unit) => unit switch
    {
        "µs" => TimeSpan.FromMicroseconds(number),
        "ms" => TimeSpan.FromMilliseconds(number),
        "s" => TimeSpan.FromSeconds(number),
        "day" => TimeSpan.FromDays(number),
        _ => throw new FormatException($"'{unit}' is no unit of time"),
    };

    private static long CountOf(double number, string unit) => (long)number * unit switch
    {
        "KiB" => 1 << 10,
        "MiB" => 1 << 20,
        "GiB" => 1 << 30,
        "" => 1,
        _ => throw new FormatException($"'{unit}' is no unit of size"),
    };

    [GeneratedRegex(@"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \| ([^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
