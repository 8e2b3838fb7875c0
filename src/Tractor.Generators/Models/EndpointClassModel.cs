namespace Tractor.Generators.Models;

/// <summary>A class with its endpoints, in an order that does not depend on that of the files.</summary>
/// <param name="Class">The class.</param>
/// <param name="Endpoints">Its endpoints.</param>
/// <param name="HintName">The name of the generated file.</param>
internal sealed record EndpointClassModel(ClassModel Class, EquatableArray<EndpointModel> Endpoints, string HintName);
