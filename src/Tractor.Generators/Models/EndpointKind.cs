namespace Tractor.Generators.Models;

/// <summary>What an endpoint's signature makes of it.</summary>
internal enum EndpointKind
{
    /// <summary>Arguments to result.</summary>
    Call,

    /// <summary>Linked tasks with a first value, items both ways and a result.</summary>
    Dialog,

    /// <summary>Arguments to items.</summary>
    Stream,
}
