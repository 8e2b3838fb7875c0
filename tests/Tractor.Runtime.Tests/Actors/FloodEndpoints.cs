namespace Tractor.Runtime.Tests.Actors;

/// <summary>Endpoints that make their caller's answers large.</summary>
internal static partial class FloodEndpoints
{
    [TractorContext]
    public static Task<byte[]> BlockAsync(int size) => Task.FromResult(new byte[size]);

    [TractorContext]
    public static Task<byte[]> BlockWithTokenAsync(int size, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new byte[size]);
    }

    [TractorContext]
    public static async Task<byte[]> BlockLaterAsync(int size)
    {
        await Task.Yield();
        return new byte[size];
    }

    [TractorContext]
    public static async Task HoldAsync(string text, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        GC.KeepAlive(text);
    }
}
