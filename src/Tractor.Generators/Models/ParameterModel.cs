namespace Tractor.Generators.Models;

/// <summary>A parameter of an endpoint.</summary>
/// <param name="Name">Its name, escaped where it is a keyword.</param>
/// <param name="Role">What it gets.</param>
/// <param name="Payload">The value that travels, for an argument.</param>
/// <param name="Default">The text of its default, or null when it is required.</param>
/// <param name="IsParams">Whether it was marked <c>params</c>.</param>
internal sealed record ParameterModel(string Name, ParameterRole Role, PayloadModel? Payload, string? Default, bool IsParams);
