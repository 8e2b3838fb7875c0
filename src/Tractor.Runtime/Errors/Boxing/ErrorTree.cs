namespace Tractor.Errors;

/// <summary>Makes the tree of a list of nodes that a peer sent, whatever it sent: nothing in it is believed.</summary>
internal sealed class ErrorTree
{
    private readonly ErrorNode[] nodes;
    private readonly int[] parents;
    private readonly int[] depths;
    private readonly ErrorHop[][] hops;
    private readonly ActorId[][] paths;
    private readonly List<RemoteError>[] inner;
    private readonly List<RemoteError>[] members;
    private readonly ErrorBudget budget = new(int.MaxValue);

    private ErrorTree(ErrorNode?[]? received, ActorId peer)
    {
        nodes = received is { Length: > 0 }
            ? received.Take(ErrorLimits.Nodes).Select(node => node ?? new ErrorNode()).ToArray()
            : [new ErrorNode()];
        parents = new int[nodes.Length];
        depths = new int[nodes.Length];
        hops = new ErrorHop[nodes.Length][];
        paths = new ActorId[nodes.Length][];
        inner = Lists(nodes.Length);
        members = Lists(nodes.Length);
        for (int i = 0; i < nodes.Length; i++)
        {
            Place(i, peer);
        }
    }

    /// <summary>The first error with all below it; one of an unknown type when there is none.</summary>
    public static RemoteError Build(ErrorNode?[]? received, ActorId peer) => new ErrorTree(received, peer).BuildAll();

    private static List<RemoteError>[] Lists(int count) => Enumerable.Range(0, count).Select(_ => new List<RemoteError>()).ToArray();

    private void Place(int index, ActorId peer)
    {
        int parent = nodes[index].Parent;
        parents[index] = parent >= 0 && parent < index ? parent : 0;
        depths[index] = index == 0 ? 1 : depths[parents[index]] + 1;
        hops[index] = (nodes[index].Hops ?? []).Take(ErrorLimits.Hops).Select(hop => Normalise(hop, peer)).ToArray();
        if (index == 0 && hops[0].Length == 0)
        {
            hops[0] = [Normalise(null, peer)];
        }

        paths[index] = hops[index].Length > 0 ? hops[index].Select(hop => hop.Actor!).ToArray() : paths[parents[index]];
    }

    // Children come after their parents, so that from the last one on all that a node needs is there.
    private RemoteError BuildAll()
    {
        for (int i = nodes.Length - 1; i > 0; i--)
        {
            if (depths[i] <= ErrorLimits.Depth)
            {
                (nodes[i].IsMember ? members : inner)[parents[i]].Add(BuildOne(i));
            }
        }

        return BuildOne(0);
    }

    private RemoteError BuildOne(int index)
    {
        ErrorNode node = nodes[index];
        inner[index].Reverse();
        members[index].Reverse();
        string typeName = budget.Take(node.TypeName, ErrorLimits.Name);
        return new RemoteError
        {
            TypeName = typeName.Length == 0 ? "(unknown type)" : typeName,
            BaseTypeNames = (node.BaseTypeNames ?? []).Take(ErrorLimits.BaseTypes).Select(name => budget.Take(name, ErrorLimits.Name)).ToArray(),
            Message = budget.Take(node.Message, ErrorLimits.Text),
            StackTrace = budget.Take(node.StackTrace, ErrorLimits.Text),
            Data = Normalise(node.Data),
            InnerErrors = inner[index],
            Members = members[index],
            Origin = paths[index][0],
            RelayPath = paths[index],
            Hops = hops[index],
        };
    }

    private ErrorHop Normalise(ErrorHop? hop, ActorId peer) => new(
        ErrorActors.Normalise(hop?.Actor, peer),
        budget.TakeName(hop?.Endpoint),
        budget.TakeName(hop?.TypeName),
        budget.Take(hop?.StackTrace, ErrorLimits.Text));

    private OrderedDictionary<string, string> Normalise(ErrorDatum?[]? data)
    {
        OrderedDictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (ErrorDatum? datum in (data ?? []).Take(ErrorLimits.Data + 1))
        {
            if (datum is { Key: not null })
            {
                pairs[budget.Take(datum.Key, ErrorLimits.Name)] = budget.Take(datum.Value, ErrorLimits.Text);
            }
        }

        return pairs;
    }
}
