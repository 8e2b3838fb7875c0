namespace Tractor.Runtime.Tests.Reading;

internal sealed class PlainWork(Action action) : IThreadPoolWorkItem
{
    public void Execute() => action();
}
