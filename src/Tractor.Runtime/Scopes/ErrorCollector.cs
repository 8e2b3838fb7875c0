using System.Runtime.ExceptionServices;

namespace Tractor.Scopes;

/// <summary>Holds each distinct failure once, by reference, in the order of their reports.</summary>
internal sealed class ErrorCollector
{
    private readonly Lock _gate = new();
    private readonly List<ExceptionDispatchInfo> _failures = [];
    private readonly HashSet<Exception> _covered = new(ReferenceEqualityComparer.Instance);
    private ExceptionDispatchInfo? _group;
    private bool _sealed;

    /// <summary>Holds what is new among <paramref name="errors"/>, which were found in <paramref name="thrown"/>; false once sealed.</summary>
    public bool TryAdd(Exception thrown, List<Exception> errors)
    {
        lock (_gate)
        {
            if (_sealed)
            {
                return false;
            }

            bool isNew = false;
            foreach (Exception error in errors)
            {
                isNew |= Add(error);
            }

            if (isNew)
            {
                _group = IsWhole(thrown, errors) ? ExceptionDispatchInfo.Capture(thrown) : null;
            }

            return true;
        }
    }

    /// <summary>Nothing, the only failure, or one group of all; the same instance until there is another failure.</summary>
    public ExceptionDispatchInfo? Result()
    {
        lock (_gate)
        {
            if (_failures.Count <= 1)
            {
                return _failures.Count == 0 ? null : _failures[0];
            }

            Exception[] all = [.. _failures.Select(failure => failure.SourceException)];
            return _group ??= ExceptionDispatchInfo.Capture(FailureGroup.Create(all));
        }
    }

    /// <summary>Takes no more from now on.</summary>
    public void Seal()
    {
        lock (_gate)
        {
            _sealed = true;
        }
    }

    private bool Add(Exception error)
    {
        IReadOnlyList<Exception> leaves = FailureFilter.LeavesOf(error);
        if (leaves.All(_covered.Contains))
        {
            return false;
        }

        if (leaves.Count > 1)
        {
            // What was reported by itself and is in this group too counts once.
            var inside = new HashSet<Exception>(leaves, ReferenceEqualityComparer.Instance);
            _failures.RemoveAll(held => FailureFilter.LeavesOf(held.SourceException).All(inside.Contains));
        }

        _covered.UnionWith(leaves);
        _failures.Add(ExceptionDispatchInfo.Capture(error));
        return true;
    }

    // A group of ours that holds all there is passes as the instance it is, with its own stack.
    private bool IsWhole(Exception thrown, List<Exception> errors) =>
        thrown is AggregateException group
        && FailureGroup.IsOurs(group)
        && group.InnerExceptions.Count == errors.Count
        && _failures.Count == errors.Count;
}
