namespace Tractor.Generators.Models;

/// <summary>What an endpoint's parameter gets.</summary>
internal enum ParameterRole
{
    /// <summary>A value that travelled.</summary>
    Argument,

    /// <summary>The dialog's context.</summary>
    Context,

    /// <summary>The dialog's token.</summary>
    Token,
}
