namespace Tractor.Runtime.Tests.Actors;

/// <summary>Keeps the processors busy until it is disposed.</summary>
internal sealed class BusyProcessors : IDisposable
{
    private readonly Thread[] _threads;
    private volatile bool _isOver;

    public BusyProcessors()
    {
        _threads = [.. Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => new Thread(Burn) { IsBackground = true })];
        foreach (Thread thread in _threads)
        {
            thread.Start();
        }
    }

    public void Dispose()
    {
        _isOver = true;
        foreach (Thread thread in _threads)
        {
            thread.Join();
        }
    }

    private void Burn()
    {
        while (!_isOver)
        {
            Thread.SpinWait(100);
        }
    }
}
