// What may travel: numbers, text, tuples, records, collections, nullable values, unions. The types of a dialog are those
// of its signature: a wrong payload does not compile, and both sides compare the contract before the first call.
using MemoryPack;
using Tractor;

await ActorNursery.RunAsync(async nursery =>
{
    Portal portal = await nursery.StartActorAsync("surveyor", Surveyor.Endpoints);
    (double x, double y) = await portal.CentreAsync([new Point(0, 0), new Point(4, 2)]);
    Console.WriteLine($"{portal.Actor} finds the centre at ({x}, {y})");
    Console.WriteLine($"the label of nothing is {await portal.LabelAsync(null) ?? "null"}, of a point {await portal.LabelAsync(new Point(1, 2))}");

    await using var context = await portal.OpenMeasureAsync(new Dictionary<string, double> { ["scale"] = 10 });
    Console.WriteLine($"measured in {context.Started.Unit}, since {context.Started.Since:yyyy}");
    await using (var stream = context.OpenStream())
    {
        foreach (IShape shape in new IShape[] { new Circle(1), new Box(2, 3) })
        {
            await stream.SendAsync(shape);
            Measure measure = await stream.ReceiveAsync();
            Console.WriteLine($"{measure.Name}: {measure.Area:F2} {string.Join('/', measure.Tags)}");
        }
    }

    Console.WriteLine($"shapes by kind: {string.Join(", ", (await context.ResultAsync()).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key} {kind.Value}"))}");
    await nursery.CancelAsync();
});

internal readonly record struct Point(double X, double Y);

[MemoryPackable]
[MemoryPackUnion(0, typeof(Circle))]
[MemoryPackUnion(1, typeof(Box))]
internal partial interface IShape
{
    double Area { get; }
}

[MemoryPackable]
internal sealed partial record Circle(double Radius) : IShape
{
    [MemoryPackIgnore]
    public double Area => Math.PI * Radius * Radius;
}

[MemoryPackable]
internal sealed partial record Box(double Width, double Height) : IShape
{
    [MemoryPackIgnore]
    public double Area => Width * Height;
}

[MemoryPackable]
internal sealed partial record Measure(string Name, double Area, List<string> Tags);

internal static partial class Surveyor
{
    [TractorContext]
    private static Task<(double X, double Y)> Centre(Point[] points) =>
        Task.FromResult((points.Average(point => point.X), points.Average(point => point.Y)));

    [TractorContext]
    private static Task<string?> Label(Point? point) => Task.FromResult(point is { } at ? $"{at.X}:{at.Y}" : null);

    [TractorContext]
    private static async Task<Dictionary<string, int>> Measure(
        Context<(string Unit, DateOnly Since), IShape, Measure> context, Dictionary<string, double> settings)
    {
        await context.StartedAsync(("metres", new DateOnly(1983, 10, 21)));
        double scale = settings["scale"];
        Dictionary<string, int> kinds = [];
        await using MsgStream<IShape, Measure> stream = context.OpenStream();
        await foreach (IShape shape in stream)
        {
            string kind = shape.GetType().Name;
            kinds[kind] = kinds.GetValueOrDefault(kind) + 1;
            await stream.SendAsync(new Measure(kind, shape.Area * scale * scale, [kind, shape.Area > 5 ? "large" : "small"]));
        }

        return kinds;
    }
}
