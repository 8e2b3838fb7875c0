using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using MemoryPack;
using Tractor.CompilerServices;
using Tractor.Generators.Fixtures;
using Tractor.Generators.Tests.Harness;

namespace Tractor.Generators.Tests;

/// <summary>What generated codecs write, they read.</summary>
internal sealed class RoundTripTests
{
    private static readonly Type Endpoints = typeof(RoundTrips);
    private static readonly Person Ada = new("Ada", 36, [new Point(1, 2, Color.Blue), new Point(-3, long.MaxValue, Color.Red)]);

    private static readonly JsonSerializerOptions Json = new() { IncludeFields = true, Converters = { new GridConverter() } };

    private static IEnumerable<TestCaseData> Payloads =>
    [
        Case("Primitive", -7, true),
        Case("Text", "höher", true),
        Case("Text", null, true),
        Case("Unmanaged", new Point(1, 2, Color.Blue), true),
        Case("OptionalUnmanaged", new Point(1, 2, Color.Blue), true),
        Case("OptionalUnmanaged", null, true),
        Case("OptionalTuple", (5, ("name", 6L), (Color?)Color.Red), true),
        Case("OptionalTuple", (5, ((string)null!, 6L), (Color?)null), true),
        Case("OptionalTuple", null, true),
        Case("Packed", (Color.Red, 1L), true),
        Case("UnmanagedArray", new[] { new Point(1, 2, Color.Blue) }, true),
        Case("OptionalArray", new int?[] { 1, null, 3 }, true),
        Case("JaggedTuples", new[] { new[] { ("a", 1) }, [], [("b", 2), ("c", 3)] }, true),
        Case("Matrix", new[,] { { 1, 2 }, { 3, 4 } }, true),
        Case("Packable", Ada, false),
        Case("Packable", null, false),
        Case("Union", new Cat("Tom"), false),
        Case("Unions", new List<IAnimal> { new Dog(3), new Cat("Tom") }, false),
        Case("Generic", new Box<Dictionary<Color, Point?>>(new() { [Color.Red] = new Point(1, 2, Color.Blue), [Color.Blue] = null }), false),
        Case("Deep", new Queue<Tree>([new Tree([new Leaf("a")], [new Leaf("b")], new() { ["c"] = new Leaf("d") }, [new Leaf("e")])]), false),
        Case("Collection", new Names { "a", "b" }, false),
        Case("Nested", new Dictionary<string, List<(Color, Point)>> { ["a"] = [(Color.Red, new Point(1, 2, Color.Blue))] }, false),
        Case("Interface", new[] { Ada }, false),
        Case("Bytes", new ReadOnlyMemory<byte>([1, 2, 3]), false),
        Case("Immutable", ImmutableArray.Create(Color.Blue, Color.Red), false),
        Case("Registered", new Uri("tcp://127.0.0.1:1"), false),
        Case("Ours", (new ActorId("a", Guid.NewGuid(), 4), new ActorAddress("uds", "/tmp/x")), false),
        Case("Long", (1, 2, 3, 4, 5, 6, 7, "8", 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25), true),
    ];

    [TestCaseSource(nameof(Payloads))]
    public void Arguments_and_result_come_back(string method, object? value, bool isSelfContained)
    {
        EndpointDescriptor descriptor = CodecRun.Descriptor(Endpoints, method);
        foreach (string property in new[] { "Arguments", "Result" })
        {
            object codec = CodecRun.Codec(descriptor, property);
            Assert.That(Text(CodecRun.RoundTrip(codec, value)), Is.EqualTo(Text(value)), property);
            Assert.That(CodecRun.IsSelfContained(codec), Is.EqualTo(isSelfContained), property);
        }
    }

    [Test]
    public void Every_endpoint_of_the_fixture_is_tried()
    {
        IEnumerable<string> tried = Payloads.Select(data => (string)data.Arguments[0]!).Distinct();
        IEnumerable<string> there = Endpoints.GetMethods(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)
            .Where(method => method.IsDefined(typeof(TractorContextAttribute), inherit: false))
            .Select(method => method.Name);
        Assert.That(tried, Is.EquivalentTo(there));
    }

    [Test]
    public void Tuples_have_no_padding_between_elements()
    {
        PayloadCodec<(Color, long)> codec = (PayloadCodec<(Color, long)>)CodecRun.Codec(CodecRun.Descriptor(Endpoints, "Packed"), "Arguments");
        Assert.That(CodecRun.Write(codec, (Color.Red, 1L)), Has.Length.EqualTo(sizeof(byte) + sizeof(long)));
    }

    [Test]
    public void Truncated_bytes_are_refused_as_such()
    {
        PayloadCodec<Point> codec = (PayloadCodec<Point>)CodecRun.Codec(CodecRun.Descriptor(Endpoints, "Unmanaged"), "Arguments");
        byte[] bytes = CodecRun.Write(codec, new Point(1, 2, Color.Blue));
        Assert.That(() => CodecRun.Read(codec, bytes.AsSpan(0, bytes.Length - 1), out _), Throws.TypeOf<MemoryPackSerializationException>());
    }

    [Test]
    public void Table_is_made_once()
    {
        EndpointTable first = RoundTrips.Endpoints;
        Assert.That(RoundTrips.Endpoints, Is.SameAs(first));
    }

    private static TestCaseData Case(string method, object? value, bool isSelfContained) =>
        new TestCaseData(method, value, isSelfContained).SetArgDisplayNames(method, value is null ? "null" : "value");

    /// <summary>Collections are equal by their items.</summary>
    private static string Text(object? value) => JsonSerializer.Serialize(
        value is ReadOnlyMemory<byte> bytes ? bytes.ToArray() : value,
        Json);

    private sealed class GridConverter : JsonConverter<int[,]>
    {
        public override int[,] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, int[,] value, JsonSerializerOptions options) =>
            writer.WriteStringValue(string.Join(",", value.Cast<int>()) + "/" + value.GetLength(0));
    }
}
