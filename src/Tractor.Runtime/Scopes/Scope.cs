using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Tractor.AsyncMethods;

namespace Tractor.Scopes;

/// <summary>
/// The engine under nurseries, cancel scopes and actors: what it started, what failed, and who asked for its end. All
/// members are safe to call from any thread.
/// </summary>
#pragma warning disable CA1001 // A source without timer and links holds nothing to dispose, and its token outlives the scope.
internal sealed class Scope : IScopeSource
#pragma warning restore CA1001
{
    private static readonly AsyncLocal<IScopeSource?> Ambient = new();

    private readonly CancelSignal _signal = new();
    private readonly ErrorCollector _errors = new();
    private readonly WorkTracker _work = new();
    private readonly TokenLinks _links = new();
    private readonly CancellationTokenSource _source = new();
    private readonly Func<Exception, Scope, bool>? _isCancellation;
    private readonly string? _taskName;

    /// <param name="parent">Whose cancellation reaches this one too; one that has ended is passed over for what it belonged to.</param>
    /// <param name="identity">Whom the cancellations made here name.</param>
    /// <param name="time">The clock of everything below.</param>
    /// <param name="shield">Whether cancellations from above stop here.</param>
    /// <param name="isCancellation">What else than an <see cref="OperationCanceledException"/> is a cancellation; null: as the parent.</param>
    /// <param name="taskName">The endpoint whose task it is; null: as the parent.</param>
    public Scope(Scope? parent, ActorId identity, TimeProvider time, bool shield = false, Func<Exception, Scope, bool>? isCancellation = null, string? taskName = null)
    {
        Identity = identity;
        Time = time;
        IsShielded = shield;
        Token = _source.Token;
        Parent = Attach(parent);
        Graces = parent?.Graces;
        _isCancellation = isCancellation ?? parent?._isCancellation;
        _taskName = taskName ?? parent?._taskName;
        if (!shield && Parent?.Cause is { } cause)
        {
            CancelTree.Request(this, cause, fromOutside: true);
        }
    }

    /// <summary>The scope that the running flow is in; null outside of any.</summary>
    public static Scope? Current => Ambient.Value?.Scope;

    /// <summary>What the running flow's scope comes from, without making it.</summary>
    public static IScopeSource? CurrentSource => Ambient.Value;

    Scope IScopeSource.Scope => this;

    public Scope? Parent { get; }

    public ActorId Identity { get; }

    /// <summary>The endpoint that it belongs to, for cancellations to say where they began; null in none.</summary>
    public string? TaskName => _taskName;

    public TimeProvider Time { get; }

    public bool IsShielded { get; }

    /// <summary>Fires when the cancel was asked for, before anybody is told; what is registered on it runs on the pool.</summary>
    public CancellationToken Token { get; }

    public bool IsCancelRequested => _signal.Cause is not null;

    /// <summary>Who asked first and why; set before anyone hears of it.</summary>
    public Cancellation? Cause => _signal.Cause;

    /// <summary>Whether it has ended: nothing more can be started in it.</summary>
    public bool IsEnded => _work.IsSealed;

    /// <summary>Whether a cancel that came from outside is to be passed on, also when one's own came first.</summary>
    public bool IsCancelledFromOutside =>
        _signal.FromOutside || (!IsShielded && Parent is { IsCancelRequested: true }) || _links.Fired() is not null;

    /// <summary>The clean-ups with a time of their own in the actor that this belongs to; null outside of any.</summary>
    public GraceLedger? Graces { get; init; }

    /// <summary>Whether its failures are, at once, also those of the scope that it belongs to.</summary>
    public bool SharesFailures { get; init; }

    internal ScopeChildren Children { get; } = new();

    internal int SubscriberCount => _signal.SubscriberCount;

    /// <summary>Asks for the end of all in it. Internal subscribers have run when this returns; false if it was asked before or has ended.</summary>
    public bool Cancel(Cancellation cause) => CancelTree.Request(this, cause, fromOutside: false);

    /// <summary>The same in one's own name.</summary>
    public bool Cancel(CancelReason reason, string? detail = null) => Cancel(Named(reason, detail));

    /// <summary>The same for a request that is to be passed on as <see cref="OperationCanceledException"/> when all is over.</summary>
    public bool CancelFromOutside(Cancellation cause) => CancelTree.Request(this, cause, fromOutside: true);

    /// <summary>Cancels this scope from outside when <paramref name="token"/> fires; a shield does not hide it.</summary>
    public void LinkTo(CancellationToken token) => _links.Link(CancelByToken, token);

    /// <summary>Calls <paramref name="subscriber"/> once, on the canceller's thread; at once if that has been. It may not block.</summary>
    public IDisposable OnCancel(Action<Cancellation> subscriber) => _signal.Subscribe(subscriber);

    /// <summary>Notes a failure and cancels the rest; false if <paramref name="error"/> is nothing but this scope's cancellation.</summary>
    public bool Report(Exception error)
    {
        if (!Record(error))
        {
            return false;
        }

        if (SharesFailures)
        {
            Parent?.Report(error);
        }

        Cancel(FaultCause.Of(error, Identity, _taskName));
        return true;
    }

    /// <summary>
    /// As <see cref="Report"/>, for what comes when nobody may wait any more: once this scope and what it shares its failures
    /// with have ended nothing above them is to fail by it. False then.
    /// </summary>
    public bool TryReport(Exception error)
    {
        List<Exception> errors = FailuresIn(error);
        if (errors.Count == 0)
        {
            return true;
        }

        bool isTaken = _errors.TryAdd(error, errors) | (SharesFailures && Parent is { } above && above.TryReport(error));
        Cancel(FaultCause.Of(error, Identity, _taskName));
        return isTaken;
    }

    /// <summary>As <see cref="Report"/>, but cancels nothing.</summary>
    public bool Record(Exception error)
    {
        List<Exception> errors = FailuresIn(error);
        if (errors.Count == 0)
        {
            return false;
        }

        if (!_errors.TryAdd(error, errors))
        {
            // Too late for this one; what it belonged to may still want to know.
            Parent?.Report(error);
        }

        return true;
    }

    /// <summary>Whether <see cref="Record"/> would find nothing in how it ended, so that nobody needs to throw it once more.</summary>
    public bool IsNothingButCancelled(Task ended) => ended.IsCanceled && IsCancelRequested;

    /// <summary>Starts a task on the pool that this scope waits for and whose failure fails it.</summary>
    /// <exception cref="OperationCanceledException">The scope is being cancelled.</exception>
    /// <exception cref="NurseryClosedException">The scope has ended.</exception>
    public void Run(Func<CancellationToken, Task> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        ThrowIfEnded(nameof(Run));
        ThrowIfCancelled();
        WorkHold hold = Hold(nameof(Run));
        _ = Task.Run(() => RunHeldAsync(task, hold), CancellationToken.None);
    }

    /// <summary>Makes the scope wait for foreign work until the result is disposed; also while it is being cancelled.</summary>
    /// <exception cref="NurseryClosedException">The scope has ended.</exception>
    public WorkHold Hold(string operation = nameof(Hold)) =>
        TryHold() ?? throw new NurseryClosedException(operation);

    /// <summary>As <see cref="TryHold"/>, without an object: every true is to be paid back by <see cref="ExitWork"/>.</summary>
    public bool TryEnterWork() => _work.TryEnter();

    public void ExitWork() => _work.Exit();

    /// <summary>Makes the scope of <paramref name="source"/> the current one of the calling flow.</summary>
    public static void EnterFlow(IScopeSource source) => Ambient.Value = source;

    /// <summary>As <see cref="Hold"/>; null if the scope has ended.</summary>
    public WorkHold? TryHold() => _work.TryEnter() ? new WorkHold(_work) : null;

    /// <summary>Runs <paramref name="body"/> with this scope as the flow's current one. What it does to the flow is not seen by the caller.</summary>
    /// <remarks>No asynchronous method, which would throw what the body throws once more.</remarks>
    public Task EnterAsync(Func<Task> body)
    {
        ExecutionContext? flow = ExecutionContext.Capture();
        try
        {
            Ambient.Value = this;
            return body();
        }
        finally
        {
            if (flow is not null)
            {
                ExecutionContext.Restore(flow);
            }
        }
    }

    /// <summary>Ends when no work is left; more may be started afterwards.</summary>
    public Task JoinAsync() => _work.WaitIdleAsync();

    /// <summary>Ends when no work is left, and ends the scope in that moment.</summary>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public async Task EndAsync()
    {
        await _work.SealWhenIdleAsync().Uncaptured();
        Close();
    }

    /// <summary>Whether something in it has not ended.</summary>
    public bool HasWork => _work.Count > 0;

    /// <summary>
    /// Its body has ended: cancels what is left in it, its own token and portals included, and ends when no work is left. What is
    /// opened afterwards belongs to the scope above.
    /// </summary>
    public Task EndLeftAsync()
    {
        Cancel(CancelReason.ParentEnded, "what started it has ended");
        CancelLeft();
        return _work.WaitIdleAsync();
    }

    /// <summary>Ends the scope now: nothing starts in it any more, scopes left below it are cancelled, those above forget it.</summary>
    public void Close()
    {
        _work.Seal();
        _errors.Seal();
        _links.Close();
        Parent?.Children.Remove(this);
        CancelLeft();
    }

    /// <summary>Nothing, the bare failure, or a group of all that are distinct, in the order of their reports.</summary>
    public Exception? Failure() => _errors.Result()?.SourceException;

    /// <summary>Throws what failed; else, if the cancel came from outside, that. One's own cancel throws nothing (NUR-10).</summary>
    public void ThrowIfFailed()
    {
        _errors.Result()?.Throw();
        ObserveTokens();
        if (IsCancelledFromOutside)
        {
            throw Cancelled();
        }
    }

    /// <exception cref="OperationCanceledException">The scope is being cancelled, or was.</exception>
    public void ThrowIfCancelled()
    {
        ObserveTokens();
        if (IsCancelRequested)
        {
            throw Cancelled();
        }
    }

    /// <exception cref="NurseryClosedException">The scope has ended.</exception>
    public void ThrowIfEnded(string operation)
    {
        if (IsEnded)
        {
            throw new NurseryClosedException(operation);
        }
    }

    /// <summary>The cancellation as an exception, with the token of whoever handed it in. The scope's own has fired then.</summary>
    public OperationCanceledException Cancelled()
    {
        if (IsCancelRequested && !Token.IsCancellationRequested)
        {
            FireToken();
        }

        return new OperationCanceledException($"The operation was {Cause ?? Parent?.Cause}.", _links.Fired() ?? Token);
    }

    internal bool TryMark(Cancellation cause, bool fromOutside)
    {
        // The hold keeps the scope open until the subscribers have been told.
        if (!_work.TryEnter())
        {
            return false;
        }

        if (_signal.TryMark(cause, fromOutside))
        {
            return true;
        }

        _work.Exit();
        return false;
    }

    internal void NotifySubscribers()
    {
        ReportAll(_signal.Notify());
        _work.Exit();
    }

    // Whoever comes first fires it, and keeps the scope open until its callbacks are done.
    internal void FireToken()
    {
        WorkHold? hold = TryHold();
        Task callbacks = _source.CancelAsync();
        if (callbacks.IsCompletedSuccessfully)
        {
            hold?.Dispose();
            return;
        }

        _ = AwaitCallbacksAsync(callbacks, hold);
    }

    // A token calls latest first, so who waits on it directly may be here before the link has told us.
    private void ObserveTokens()
    {
        for (Scope? scope = this; scope is not null; scope = scope.IsShielded ? null : scope.Parent)
        {
            if (!scope.IsCancelRequested && scope._links.Fired() is not null)
            {
                scope.CancelByToken();
            }
        }
    }

    private void CancelByToken() => CancelFromOutside(Named(CancelReason.Explicit, "a token given to it was cancelled"));

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task AwaitCallbacksAsync(Task callbacks, WorkHold? hold)
    {
        await callbacks.Settled();
        ReportAll(callbacks.Exception?.Flatten().InnerExceptions);
        hold?.Dispose();
    }

    private void ReportAll(IEnumerable<Exception>? errors)
    {
        foreach (Exception error in errors ?? [])
        {
            Report(error);
        }
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private async Task RunHeldAsync(Func<CancellationToken, Task> task, WorkHold hold)
    {
        using (hold)
        {
            Ambient.Value = this;
            try
            {
                Task running = task(Token);
                await running.Settled();
                if (!IsNothingButCancelled(running))
                {
                    await running.Uncaptured();
                }
            }
#pragma warning disable CA1031 // Whatever it is, it is the scope's failure.
            catch (Exception error)
#pragma warning restore CA1031
            {
                Report(error);
            }
        }
    }

    private Scope? Attach(Scope? parent)
    {
        Scope? open = parent;
        while (open is not null && !open.Children.TryAdd(this))
        {
            open = open.Parent;
        }

        return open;
    }

    private List<Exception> FailuresIn(Exception error)
    {
        ObserveTokens();
        bool cancelling = IsCancelRequested;
        return FailureFilter.ErrorsOf(error, leaf => IsCancellation(leaf, cancelling));
    }

    private bool IsCancellation(Exception leaf, bool cancelling) =>
        (cancelling && leaf is OperationCanceledException) || (_isCancellation?.Invoke(leaf, this) ?? false);

    private void CancelLeft()
    {
        foreach (Scope left in Children.Close())
        {
            left.CancelFromOutside(Named(CancelReason.ParentEnded));
        }
    }

    private Cancellation Named(CancelReason reason, string? detail = null) => new(Identity, reason, [Identity], detail) { OriginTask = _taskName };
}
