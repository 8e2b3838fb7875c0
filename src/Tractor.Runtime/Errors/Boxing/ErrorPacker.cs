using System.Collections;
using System.Collections.ObjectModel;
using System.Globalization;

namespace Tractor.Errors;

/// <summary>
/// Lists an exception with all below it, level by level, so that what is near the top is kept when a limit cuts.
/// </summary>
/// <param name="self">The actor that the error leaves.</param>
/// <param name="endpoint">The endpoint that it leaves.</param>
internal sealed class ErrorPacker(ActorId self, string? endpoint)
{
    private const string CutKey = "(cut)";
    private readonly ErrorBudget _budget = new(ErrorLimits.Bytes);
    private readonly List<ErrorNode> _nodes = [];
    private readonly Queue<Item> _waiting = new();
    private readonly ActorId _sender = ErrorActors.Normalise(self, self);

    public ErrorNode[] Pack(Exception error)
    {
        _waiting.Enqueue(new Item(error, -1, 1, false));
        while (_waiting.Count > 0 && (_nodes.Count == 0 || _budget.Remaining > ErrorLimits.BytesForNode))
        {
            Item item = _waiting.Dequeue();
            _nodes.Add(item.Source is RemoteError remote ? Copy(remote, item) : Describe((Exception)item.Source, item));
        }

        if (_waiting.Count > 0)
        {
            _nodes[0] = _nodes[0] with { Data = WithCut(_nodes[0].Data!, $"{_waiting.Count} errors are left out: all of them are more than fits a message") };
        }

        return [.. _nodes];
    }

    private ErrorNode Describe(Exception error, Item item)
    {
        if (ErrorRebuilder.ReceivedOf(error) is { } received)
        {
            return Relay(received, error, item);
        }

        string? cut = Enqueue(Causes(error), Members(error), item);
        string typeName = _budget.Take(error.GetType().ToString(), ErrorLimits.Name);
        return new ErrorNode
        {
            Parent = item.Parent,
            IsMember = item.IsMember,
            TypeName = typeName,
            BaseTypeNames = BaseTypes(error.GetType()),
            Message = _budget.Take(ErrorText.Guarded(() => error.Message), ErrorLimits.Text),
            StackTrace = _budget.Take(ErrorText.Guarded(() => error.StackTrace), ErrorLimits.Text),
            Data = Data(error, cut),
            Hops = item.Parent < 0 ? [new ErrorHop(_sender, _budget.TakeName(endpoint), typeName, null)] : [],
        };
    }

    private ErrorNode Relay(RemoteError received, Exception error, Item item)
    {
        ErrorHop here = new(
            _sender,
            _budget.TakeName(item.Parent < 0 ? endpoint : null),
            _budget.Take(error.GetType().ToString(), ErrorLimits.Name),
            _budget.Take(ErrorText.Guarded(() => error.StackTrace), ErrorLimits.HopStack));
        return Copy(received, item, here);
    }

    private ErrorNode Copy(RemoteError remote, Item item, ErrorHop? here = null)
    {
        string? cut = Enqueue(remote.InnerErrors, remote.Members, item);
        List<ErrorHop> hops = remote.Hops.Take(here is null ? ErrorLimits.Hops : ErrorLimits.Hops - 1).Select(Copy).ToList();
        if (here is not null)
        {
            hops.Add(here);
        }

        return new ErrorNode
        {
            Parent = item.Parent,
            IsMember = item.IsMember,
            TypeName = _budget.Take(remote.TypeName, ErrorLimits.Name),
            BaseTypeNames = remote.BaseTypeNames.Select(name => _budget.Take(name, ErrorLimits.Name)).ToArray(),
            Message = _budget.Take(remote.Message, ErrorLimits.Text),
            StackTrace = _budget.Take(remote.StackTrace, ErrorLimits.Text),
            Data = WithCut(remote.Data.Select(pair => Pair(pair.Key, pair.Value)).ToArray(), cut),
            Hops = [.. hops],
        };
    }

    private ErrorHop Copy(ErrorHop hop) => new(
        hop.Actor! with { Name = _budget.Take(hop.Actor.Name, ErrorLimits.Name) },
        _budget.TakeName(hop.Endpoint),
        _budget.TakeName(hop.TypeName),
        _budget.Take(hop.StackTrace, ErrorLimits.Text));

    // The note on what was left out, or null.
    private string? Enqueue(IEnumerable<object> causes, IReadOnlyCollection<object> members, Item parent)
    {
        int index = _nodes.Count;
        int left = causes.Count(cause => !TryEnqueue(cause, parent, index, false));
        int kept = 0;
        foreach (object member in members.Take(ErrorLimits.Members))
        {
            if (!TryEnqueue(member, parent, index, true))
            {
                break;
            }

            kept++;
        }

        left += members.Count - kept;
        return left == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{left} errors below this one are left out");
    }

    private bool TryEnqueue(object? source, Item parent, int index, bool isMember)
    {
        bool fits = source is not null
            && parent.Depth < ErrorLimits.Depth
            && _nodes.Count + _waiting.Count + 1 < ErrorLimits.Nodes;
        if (fits)
        {
            _waiting.Enqueue(new Item(source!, index, parent.Depth + 1, isMember));
        }

        return fits;
    }

    private static Exception[] Causes(Exception error) =>
        error is AggregateException || error.InnerException is null ? [] : [error.InnerException];

    private static ReadOnlyCollection<Exception> Members(Exception error) =>
        error is AggregateException group ? group.InnerExceptions : ReadOnlyCollection<Exception>.Empty;

    private string[] BaseTypes(Type type)
    {
        List<string> names = [];
        for (Type? at = type.BaseType; at is not null && at != typeof(object) && names.Count < ErrorLimits.BaseTypes; at = at.BaseType)
        {
            names.Add(_budget.Take(at.ToString(), ErrorLimits.Name));
        }

        return [.. names];
    }

    private ErrorDatum?[] Data(Exception error, string? cut)
    {
        List<ErrorDatum> pairs = [];
        if (error is TractorException own)
        {
            ErrorFacts facts = new();
            own.Describe(facts);
            pairs.AddRange(facts.Pairs.Take(ErrorLimits.Data).Select(pair => Pair(pair.Key, pair.Value)));
        }

        _ = ErrorText.Guarded(() =>
        {
            AddUserData(error.Data, pairs);
            return null;
        });
        return WithCut(pairs, cut);
    }

    private void AddUserData(IDictionary? data, List<ErrorDatum> pairs)
    {
        if (data is null)
        {
            return;
        }

        foreach (DictionaryEntry entry in data)
        {
            if (pairs.Count >= ErrorLimits.Data)
            {
                break;
            }

            pairs.Add(Pair(Text(entry.Key), Text(entry.Value)));
        }
    }

    private static string Text(object? value) => ErrorText.Guarded(() => Convert.ToString(value, CultureInfo.InvariantCulture));

    private ErrorDatum Pair(string key, string value) => new(_budget.Take(key, ErrorLimits.Name), _budget.Take(value, ErrorLimits.Text));

    private static ErrorDatum?[] WithCut(IEnumerable<ErrorDatum?> pairs, string? cut) =>
        cut is null ? [.. pairs] : [.. pairs.Where(pair => pair!.Key != CutKey), new ErrorDatum(CutKey, cut)];

    // A class: a queue of values of ours is compiled at run time.
    private sealed record Item(object Source, int Parent, int Depth, bool IsMember);
}
