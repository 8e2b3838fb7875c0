using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading.Tasks;

namespace Tractor.Generators.Fixtures;

/// <summary>One endpoint for each kind of payload; each answers with what it was given.</summary>
internal static partial class RoundTrips
{
    [TractorContext]
    private static ValueTask<int> Primitive(int value) => new(value);

    [TractorContext]
    private static ValueTask<string?> Text(string? value) => new(value);

    [TractorContext]
    private static ValueTask<Point> Unmanaged(Point value) => new(value);

    [TractorContext]
    private static ValueTask<Point?> OptionalUnmanaged(Point? value) => new(value);

    [TractorContext]
    private static ValueTask<(int Id, (string Name, long Size) Inner, Color? Color)?> OptionalTuple((int Id, (string Name, long Size) Inner, Color? Color)? value) => new(value);

    [TractorContext]
    private static ValueTask<(Color, long)> Packed((Color, long) value) => new(value);

    [TractorContext]
    private static ValueTask<Point[]> UnmanagedArray(Point[] value) => new(value);

    [TractorContext]
    private static ValueTask<int?[]> OptionalArray(int?[] value) => new(value);

    [TractorContext]
    private static ValueTask<(string, int)[][]> JaggedTuples((string, int)[][] value) => new(value);

    [TractorContext]
    private static ValueTask<int[,]> Matrix(int[,] value) => new(value);

    [TractorContext]
    private static ValueTask<Person?> Packable(Person? value) => new(value);

    [TractorContext]
    private static ValueTask<IAnimal> Union(IAnimal value) => new(value);

    [TractorContext]
    private static ValueTask<List<IAnimal>> Unions(List<IAnimal> value) => new(value);

    [TractorContext]
    private static ValueTask<Box<Dictionary<Color, Point?>>> Generic(Box<Dictionary<Color, Point?>> value) => new(value);

    [TractorContext]
    private static ValueTask<Queue<Tree>> Deep(Queue<Tree> value) => new(value);

    [TractorContext]
    private static ValueTask<Names> Collection(Names value) => new(value);

    [TractorContext]
    private static ValueTask<Dictionary<string, List<(Color, Point)>>> Nested(Dictionary<string, List<(Color, Point)>> value) => new(value);

    [TractorContext]
    private static ValueTask<IReadOnlyList<Person>> Interface(IReadOnlyList<Person> value) => new(value);

    [TractorContext]
    private static ValueTask<ReadOnlyMemory<byte>> Bytes(ReadOnlyMemory<byte> value) => new(value);

    [TractorContext]
    private static ValueTask<ImmutableArray<Color>> Immutable(ImmutableArray<Color> value) => new(value);

    [TractorContext]
    private static ValueTask<Uri> Registered(Uri value) => new(value);

    [TractorContext]
    private static ValueTask<(ActorId Id, ActorAddress Address)> Ours((ActorId Id, ActorAddress Address) value) => new(value);

    [TractorContext]
    private static ValueTask<(int, int, int, int, int, int, int, string, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, int)> Long(
        int a, int b, int c, int d, int e, int f, int g, string h, int i, int j, int k, int l, int m, int n, int o, int p, int q, int r, int s, int t, int u, int v, int w, int x, int y) =>
        new((a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q, r, s, t, u, v, w, x, y));
}
