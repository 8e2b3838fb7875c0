namespace Tractor.Scopes;

/// <summary>Takes a cancellation down a tree of scopes: level by level, so that no depth overflows the stack.</summary>
internal static class CancelTree
{
    /// <summary>
    /// Marks the scope and all below it that no shield hides, then fires the tokens, so that nobody whom a subscriber
    /// releases finds one that has not fired, then calls the internal subscribers; false if the scope had been cancelled
    /// or had ended.
    /// </summary>
    public static bool Request(Scope top, Cancellation cause, bool fromOutside)
    {
        if (!top.TryMark(cause, fromOutside))
        {
            return false;
        }

        List<Scope> marked = MarkBelow(top, cause);
        foreach (Scope scope in marked)
        {
            scope.FireToken();
        }

        foreach (Scope scope in marked)
        {
            scope.NotifySubscribers();
        }

        return true;
    }

    private static List<Scope> MarkBelow(Scope top, Cancellation cause)
    {
        List<Scope> marked = [top];
        for (int i = 0; i < marked.Count; i++)
        {
            foreach (Scope child in marked[i].Children.Snapshot())
            {
                if (!child.IsShielded && child.TryMark(cause, fromOutside: true))
                {
                    marked.Add(child);
                }
            }
        }

        return marked;
    }
}
