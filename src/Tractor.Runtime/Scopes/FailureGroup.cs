using System.Runtime.CompilerServices;

namespace Tractor.Scopes;

/// <summary>Makes the groups that nurseries throw, and knows them again among those that users made.</summary>
internal static class FailureGroup
{
    private static readonly ConditionalWeakTable<AggregateException, object> Made = [];

    public static AggregateException Create(IReadOnlyCollection<Exception> failures)
    {
        var group = new AggregateException($"{failures.Count} failures came together.", failures);
        Made.Add(group, Made);
        return group;
    }

    public static bool IsOurs(AggregateException group) => Made.TryGetValue(group, out _);
}
