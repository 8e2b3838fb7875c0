namespace Tractor.Generators.Models;

/// <summary>A class with endpoints, as far as it is not about them.</summary>
/// <param name="Assembly">The simple name of its assembly.</param>
/// <param name="Namespace">Its namespace, empty for the global one.</param>
/// <param name="FullName">Namespace, containing types and name with dots between.</param>
/// <param name="Containers">The class and the types around it, outermost first.</param>
/// <param name="Visibility">From where it can be named.</param>
/// <param name="IsTablePublic">Whether its table is a public member.</param>
/// <param name="QualifiedName">The name of the qualified form: <c>Outer_Inner</c> for a nested class.</param>
/// <param name="PortalType">The name of the type behind the qualified form.</param>
/// <param name="ExtensionsType">The name of the class with the proxies.</param>
internal sealed record ClassModel(
    string Assembly,
    string Namespace,
    string FullName,
    EquatableArray<ContainerModel> Containers,
    Visibility Visibility,
    bool IsTablePublic,
    string QualifiedName,
    string PortalType,
    string ExtensionsType);
