using System.Collections.Immutable;
using Tractor.Generators.Models;

namespace Tractor.Generators.Parsing;

/// <summary>Brings the endpoints of each class together, in an order that does not depend on that of the files.</summary>
internal static class ClassGrouping
{
    /// <summary>The name of the file that registers what an assembly offers.</summary>
    public const string RegistrationHintName = "Tractor.Registration.g.cs";

    public static IEnumerable<EndpointClassModel> Group(ImmutableArray<EndpointCandidate> candidates)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        HashSet<string> hints = new(StringComparer.OrdinalIgnoreCase) { RegistrationHintName };
        foreach (IGrouping<string, EndpointCandidate> group in candidates.GroupBy(candidate => candidate.Class.FullName).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            EquatableArray<EndpointModel> endpoints = group
                .Select(candidate => candidate.Endpoint)
                .Distinct()
                .OrderBy(endpoint => endpoint.Method, StringComparer.Ordinal)
                .ThenBy(endpoint => endpoint.Overload, StringComparer.Ordinal)
                .ToEquatableArray();
            yield return new EndpointClassModel(WithFreeNames(group.First().Class, taken), endpoints, HintName(group.Key, hints));
        }
    }

    /// <summary>The flattened names of two nested classes may be one: <c>A.B_C</c> and <c>A_B.C</c>.</summary>
    private static ClassModel WithFreeNames(ClassModel model, HashSet<string> taken)
    {
        while (!taken.Add($"{model.Namespace}.{model.ExtensionsType}"))
        {
            model = model with
            {
                QualifiedName = model.QualifiedName + "_",
                PortalType = model.PortalType + "_",
                ExtensionsType = model.ExtensionsType + "_",
            };
        }

        return model;
    }

    /// <summary>The compiler does not tell the names of files apart by case, unlike those of classes.</summary>
    private static string HintName(string fullName, HashSet<string> hints)
    {
        string name = $"{fullName}.g.cs";
        if (!hints.Add(name))
        {
            name = $"{fullName}.{StableHash.Of(fullName):x16}.g.cs";
            hints.Add(name);
        }

        return name;
    }
}
