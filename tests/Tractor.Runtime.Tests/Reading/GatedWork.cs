namespace Tractor.Runtime.Tests.Reading;

/// <summary>User code that does what it is told, then blocks its thread until it is released.</summary>
internal sealed class GatedWork(Action? before = null, Action? after = null) : IThreadPoolWorkItem
{
    private readonly ManualResetEventSlim _gate = new();
    private readonly TaskCompletionSource<Thread> _entered = Scopes.Soon.Gate<Thread>();
    private readonly TaskCompletionSource _left = Scopes.Soon.Gate();

    public Task<Thread> Entered => Scopes.Soon.Ends(_entered.Task);

    public Task Left => Scopes.Soon.Ends(_left.Task);

    public bool RanOnPool { get; private set; }

    public void Open() => _gate.Set();

    public void Execute()
    {
        before?.Invoke();
        RanOnPool = Thread.CurrentThread.IsThreadPoolThread;
        _entered.TrySetResult(Thread.CurrentThread);
        _gate.Wait();
        after?.Invoke();
        _left.TrySetResult();
    }
}
