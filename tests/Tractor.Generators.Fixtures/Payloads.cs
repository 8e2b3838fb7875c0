using System.Collections.Generic;
using MemoryPack;

namespace Tractor.Generators.Fixtures;

internal enum Color : byte
{
    Red = 1,
    Blue = 2,
}

internal readonly record struct Point(int X, long Y, Color Color);

[MemoryPackable]
internal sealed partial record Person(string Name, int Age, List<Point> Track);

[MemoryPackable]
[MemoryPackUnion(0, typeof(Cat))]
[MemoryPackUnion(1, typeof(Dog))]
internal partial interface IAnimal;

[MemoryPackable]
internal sealed partial record Cat(string Name) : IAnimal;

[MemoryPackable]
internal sealed partial record Dog(int Age) : IAnimal;

[MemoryPackable]
internal sealed partial record Box<T>(T Content);

[MemoryPackable(GenerateType.Collection)]
internal sealed partial class Names : List<string>;

[MemoryPackable]
internal sealed partial record Leaf(string Text);

[MemoryPackable]
internal sealed partial record Tree(List<Leaf> List, Leaf[] Array, Dictionary<string, Leaf> Table, HashSet<Leaf> Set);
