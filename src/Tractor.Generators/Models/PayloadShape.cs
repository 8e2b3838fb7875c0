namespace Tractor.Generators.Models;

/// <summary>How a payload is written and read. Types are names that generated code can use anywhere.</summary>
internal abstract record PayloadShape(string Type)
{
    /// <summary>Whether generated code reads all of it itself, and so checks every length.</summary>
    public virtual bool IsReadHere => true;

    /// <summary>No bytes.</summary>
    internal sealed record Nothing() : PayloadShape("global::Tractor.Nothing");

    /// <summary>A string, or null.</summary>
    internal sealed record Text(string Type) : PayloadShape(Type);

    /// <summary>A value that is copied as it lies in memory.</summary>
    internal sealed record Unmanaged(string Type) : PayloadShape(Type);

    /// <summary>An array of values that are copied as they lie in memory.</summary>
    internal sealed record UnmanagedArray(string Type, string Element) : PayloadShape(Type);

    /// <summary>Bytes that their owner gives back.</summary>
    internal sealed record OwnedBytes(string Type) : PayloadShape(Type);

    /// <summary>A type with MemoryPack's generated code.</summary>
    internal sealed record Packable(string Type) : PayloadShape(Type)
    {
        public override bool IsReadHere => false;
    }

    /// <summary>A nullable value: whether there is one, and the value.</summary>
    internal sealed record Optional(string Type, PayloadShape Value) : PayloadShape(Type)
    {
        public override bool IsReadHere => Value.IsReadHere;
    }

    /// <summary>A value tuple, its elements one after the other.</summary>
    internal sealed record Tuple(string Type, EquatableArray<PayloadShape> Elements) : PayloadShape(Type)
    {
        public override bool IsReadHere => Elements.All(static element => element.IsReadHere);
    }

    /// <summary>A type whose formatter MemoryPack finds in its table.</summary>
    internal sealed record Formatted(string Type) : PayloadShape(Type)
    {
        public override bool IsReadHere => false;
    }
}
