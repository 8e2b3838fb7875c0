using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>One generated method that calls an endpoint.</summary>
/// <param name="Summary">What it does, as the text of an XML comment.</param>
/// <param name="Visibility">From where it may be called.</param>
/// <param name="ReturnType">What it returns.</param>
/// <param name="Name">Its name.</param>
/// <param name="Portal">The name of its portal's parameter.</param>
/// <param name="Parameters">The declarations of its other parameters.</param>
/// <param name="Names">Their names.</param>
/// <param name="Body">The expression that it returns.</param>
internal sealed record Proxy(
    string Summary,
    Visibility Visibility,
    string ReturnType,
    string Name,
    string Portal,
    EquatableArray<string> Parameters,
    EquatableArray<string> Names,
    string Body);
