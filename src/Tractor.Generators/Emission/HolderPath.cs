using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>
/// Where the descriptors of a class are found from outside. A private nested class cannot be named there, so each
/// type around one hands the descriptors on.
/// </summary>
internal sealed class HolderPath
{
    private readonly Dictionary<int, (string Name, string Target)> _hops = [];

    public HolderPath(ClassModel owner)
    {
        string prefix = owner.Namespace.Length == 0 ? "global::" : $"global::{Names.QualifiedNamespace(owner.Namespace)}.";
        string path = WellKnown.HolderMember;
        for (int level = owner.Containers.Count - 1; level > 0; level--)
        {
            ContainerModel container = owner.Containers[level];
            string inside = $"{container.Name}.{path}";
            if (!container.IsReachable)
            {
                string around = prefix + string.Join(".", owner.Containers.Take(level).Select(outer => outer.Name));
                string name = inside.Replace('.', '_').Replace("@", string.Empty);
                _hops.Add(level - 1, (name, $"{around}.{inside}"));
                inside = name;
            }

            path = inside;
        }

        Text = $"{prefix}{owner.Containers[0].Name}.{path}";
    }

    /// <summary>The expression that names the descriptors' class from anywhere in the assembly.</summary>
    public string Text { get; }

    /// <summary>What the type at that depth must hand on, if anything.</summary>
    public (string Name, string Target)? HopAt(int level) => _hops.TryGetValue(level, out (string, string) hop) ? hop : null;
}
