namespace Tractor.Runtime.Tests.Scopes;

/// <summary>What a scope ought to do, written as plainly as it can be: one thread, recursion, no tokens.</summary>
internal sealed class ModelScope
{
    private readonly List<ModelScope> _all;
    private readonly bool _shield;

    public ModelScope(List<ModelScope> all, ModelScope? parent, bool shield)
    {
        _all = all;
        _shield = shield;
        while (parent is { Ended: true })
        {
            parent = parent.Parent;
        }

        Parent = parent;
        all.Add(this);
        if (parent is { Cause: not null } && !shield)
        {
            CancelHere(parent.Cause, outside: true);
        }
    }

    public ModelScope? Parent { get; }

    public string? Cause { get; private set; }

    public bool FromOutside { get; private set; }

    public bool Ended { get; private set; }

    public List<Exception> Errors { get; } = [];

    public IEnumerable<ModelScope> OpenChildren => _all.Where(scope => scope.Parent == this && !scope.Ended);

    public bool OutsideIsCancelled => FromOutside || (!_shield && Parent is { Cause: not null });

    public bool CancelHere(string cause, bool outside)
    {
        if (Ended || Cause is not null)
        {
            return false;
        }

        Cause = cause;
        FromOutside = outside;
        foreach (ModelScope child in OpenChildren.Where(child => !child._shield).ToList())
        {
            child.CancelHere(cause, outside: true);
        }

        return true;
    }

    public bool Report(Exception error)
    {
        if (error is OperationCanceledException && Cause is not null)
        {
            return false;
        }

        if (Ended)
        {
            Parent?.Report(error);
            return true;
        }

        if (!Errors.Contains(error))
        {
            Errors.Add(error);
        }

        CancelHere($"fault {error.Message}", outside: false);
        return true;
    }

    public void Close()
    {
        List<ModelScope> left = [.. OpenChildren];
        Ended = true;
        foreach (ModelScope child in left)
        {
            child.CancelHere("ended", outside: true);
        }
    }
}
