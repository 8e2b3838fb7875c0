using System.Collections.ObjectModel;

namespace Tractor.Scopes;

/// <summary>Takes the cancellations out of what was thrown (NUR-14).</summary>
internal static class FailureFilter
{
    /// <summary>
    /// The errors in <paramref name="thrown"/>; none if all its leaves are cancellations. A group of ours comes apart,
    /// one that a user made stays as it is when any of its leaves is an error.
    /// </summary>
    public static List<Exception> ErrorsOf(Exception thrown, Func<Exception, bool> isCancellation)
    {
        List<Exception> errors = [];
        Collect(thrown, isCancellation, errors);
        return errors;
    }

    /// <summary>The leaves of a group, or the error itself.</summary>
    public static IReadOnlyList<Exception> LeavesOf(Exception error)
    {
        if (error is not AggregateException group)
        {
            return [error];
        }

        ReadOnlyCollection<Exception> leaves = group.Flatten().InnerExceptions;
        return leaves.Count == 0 ? [error] : leaves;
    }

    private static void Collect(Exception thrown, Func<Exception, bool> isCancellation, List<Exception> errors)
    {
        if (thrown is AggregateException group && FailureGroup.IsOurs(group))
        {
            foreach (Exception inner in group.InnerExceptions)
            {
                Collect(inner, isCancellation, errors);
            }
        }
        else if (!LeavesOf(thrown).All(isCancellation))
        {
            errors.Add(thrown);
        }
    }
}
