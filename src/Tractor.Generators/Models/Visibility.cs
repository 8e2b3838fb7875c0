namespace Tractor.Generators.Models;

/// <summary>From where generated code at the level of a namespace can use something; ordered, least first.</summary>
internal enum Visibility
{
    /// <summary>From inside a containing type only.</summary>
    Hidden,

    /// <summary>From the whole assembly.</summary>
    Internal,

    /// <summary>From everywhere.</summary>
    Public,
}
