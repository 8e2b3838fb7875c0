namespace Tractor.Fuzz.Engine;

/// <summary>Sees memory that grows from input to input.</summary>
internal sealed class MemoryWatch
{
    private const long MostGrowth = 96 << 20;

    private readonly long _before = GC.GetTotalMemory(forceFullCollection: true);

    /// <exception cref="FuzzFailureException">Much more is held than at the beginning.</exception>
    public void Check()
    {
        long now = GC.GetTotalMemory(forceFullCollection: false);
        if (now - _before > MostGrowth)
        {
            now = GC.GetTotalMemory(forceFullCollection: true);
        }

        FuzzFailureException.ThrowIf(now - _before > MostGrowth, $"{now - _before} bytes more are held than at the beginning");
    }
}
