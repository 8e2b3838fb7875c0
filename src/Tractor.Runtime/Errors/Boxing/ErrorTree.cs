namespace Tractor.Errors;

/// <summary>Makes the tree of a list of nodes that a peer sent, whatever it sent: nothing in it is believed.</summary>
internal sealed class ErrorTree
{
    private readonly ErrorNode[] _nodes;
    private readonly int[] _parents;
    private readonly int[] _depths;
    private readonly ErrorHop[][] _hops;
    private readonly ActorId[][] _paths;
    private readonly List<RemoteError>[] _inner;
    private readonly List<RemoteError>[] _members;
    private readonly ErrorBudget _budget = new(int.MaxValue);

    private ErrorTree(ErrorNode?[]? received, ActorId peer)
    {
        _nodes = received is { Length: > 0 }
            ? received.Take(ErrorLimits.Nodes).Select(node => node ?? new ErrorNode()).ToArray()
            : [new ErrorNode()];
        _parents = new int[_nodes.Length];
        _depths = new int[_nodes.Length];
        _hops = new ErrorHop[_nodes.Length][];
        _paths = new ActorId[_nodes.Length][];
        _inner = Lists(_nodes.Length);
        _members = Lists(_nodes.Length);
        for (int i = 0; i < _nodes.Length; i++)
        {
            Place(i, peer);
        }
    }

    /// <summary>The first error with all below it; one of an unknown type when there is none.</summary>
    public static RemoteError Build(ErrorNode?[]? received, ActorId peer) => new ErrorTree(received, peer).BuildAll();

    private static List<RemoteError>[] Lists(int count) => Enumerable.Range(0, count).Select(_ => new List<RemoteError>()).ToArray();

    private void Place(int index, ActorId peer)
    {
        int parent = _nodes[index].Parent;
        _parents[index] = parent >= 0 && parent < index ? parent : 0;
        _depths[index] = index == 0 ? 1 : _depths[_parents[index]] + 1;
        _hops[index] = (_nodes[index].Hops ?? []).Take(ErrorLimits.Hops).Select(hop => Normalise(hop, peer)).ToArray();
        if (index == 0 && _hops[0].Length == 0)
        {
            _hops[0] = [Normalise(null, peer)];
        }

        _paths[index] = _hops[index].Length > 0 ? _hops[index].Select(hop => hop.Actor!).ToArray() : _paths[_parents[index]];
    }

    // Children come after their parents, so that from the last one on all that a node needs is there.
    private RemoteError BuildAll()
    {
        for (int i = _nodes.Length - 1; i > 0; i--)
        {
            if (_depths[i] <= ErrorLimits.Depth)
            {
                (_nodes[i].IsMember ? _members : _inner)[_parents[i]].Add(BuildOne(i));
            }
        }

        return BuildOne(0);
    }

    private RemoteError BuildOne(int index)
    {
        ErrorNode node = _nodes[index];
        _inner[index].Reverse();
        _members[index].Reverse();
        string typeName = _budget.Take(node.TypeName, ErrorLimits.Name);
        return new RemoteError
        {
            TypeName = typeName.Length == 0 ? "(unknown type)" : typeName,
            BaseTypeNames = (node.BaseTypeNames ?? []).Take(ErrorLimits.BaseTypes).Select(name => _budget.Take(name, ErrorLimits.Name)).ToArray(),
            Message = _budget.Take(node.Message, ErrorLimits.Text),
            StackTrace = _budget.Take(node.StackTrace, ErrorLimits.Text),
            Data = Normalise(node.Data),
            InnerErrors = _inner[index],
            Members = _members[index],
            Origin = _paths[index][0],
            RelayPath = _paths[index],
            Hops = _hops[index],
        };
    }

    private ErrorHop Normalise(ErrorHop? hop, ActorId peer) => new(
        ErrorActors.Normalise(hop?.Actor, peer),
        _budget.TakeName(hop?.Endpoint),
        _budget.TakeName(hop?.TypeName),
        _budget.Take(hop?.StackTrace, ErrorLimits.Text));

    private OrderedDictionary<string, string> Normalise(ErrorDatum?[]? data)
    {
        OrderedDictionary<string, string> pairs = new(StringComparer.Ordinal);
        foreach (ErrorDatum? datum in (data ?? []).Take(ErrorLimits.Data + 1))
        {
            if (datum is { Key: not null })
            {
                pairs[_budget.Take(datum.Key, ErrorLimits.Name)] = _budget.Take(datum.Value, ErrorLimits.Text);
            }
        }

        return pairs;
    }
}
