using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;

namespace Tractor.Generators.Fixtures;

/// <summary>One endpoint for each form of a signature.</summary>
public static partial class Shapes
{
    /// <summary>Uses what was generated, so that its form is checked by the compiler.</summary>
    /// <param name="portal">A portal.</param>
    public static async Task UseAsync(Portal portal)
    {
        ArgumentNullException.ThrowIfNull(portal);
        await using RemoteContext<string, long, int, bool> dialog = await portal.OpenDialogAsync("hello").ConfigureAwait(false);
        Outcome<bool> outcome = await portal.OpenDialogAsync(async context => await context.DisposeAsync().ConfigureAwait(false), "hello").ConfigureAwait(false);
        GC.KeepAlive(outcome);
        Task call = portal.CallAsync();
        await call.ConfigureAwait(false);
        ValueTask<int> square = portal.Shapes.SquareAsync(3, cancellationToken: CancellationToken.None);
        await square.ConfigureAwait(false);
        await foreach ((int Index, string Text) item in portal.CountAsync(3).ConfigureAwait(false))
        {
            GC.KeepAlive(item.Text);
        }

        await portal.Shapes_Hidden.DeepAsync().ConfigureAwait(false);
        await portal.SumAsync([1, 2]).ConfigureAwait(false);
        GC.KeepAlive(Endpoints + Hidden.Endpoints + Hidden.Further);
    }

    [TractorContext]
    private static async Task<bool> Dialog(string greeting, Context<string, int, long> context, CancellationToken cancellationToken, int count = 3)
    {
        await Task.Yield();
        GC.KeepAlive(context);
        return greeting.Length == count && !cancellationToken.IsCancellationRequested;
    }

    [TractorContext]
    private static Task Call(CancellationToken cancellationToken) => Task.Delay(0, cancellationToken);

    [TractorContext]
    private static ValueTask<int> SquareAsync(int x) => new(x * x);

    [TractorContext]
    private static ValueTask<long> Square(long x, string portal = "a\"\\\n\u2028", string? body = null, double cancellationToken = double.NaN) =>
        new(portal.Length + x + (long)cancellationToken + (body?.Length ?? 0));

    [TractorContext]
    private static Task<int> Sum(params int[] values) => Task.FromResult(values.Length);

    [TractorContext]
    private static Task<int> SumFrom(int start = 1, params int[] values) => Task.FromResult(values.Length + start);

    [TractorContext]
    private static async IAsyncEnumerable<(int Index, string Text)> Count(int to, [EnumeratorCancellation] CancellationToken @in)
    {
        for (int i = 0; i < to; i++)
        {
            await Task.Delay(0, @in).ConfigureAwait(false);
            yield return (i, "x");
        }
    }

    private partial class Hidden
    {
        public static EndpointTable Further => Deeper.Endpoints;

        [TractorContext]
        private static ValueTask Deep() => default;

        private partial record struct Deeper
        {
            [TractorContext]
            private static ValueTask Deep() => default;
        }
    }
}
