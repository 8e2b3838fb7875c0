using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Tractor.Runtime.Tests.Scopes;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Errors that a test means to be unhandled, which would end the process; it has one handler for all tests.</summary>
internal sealed class Unhandled : Exception
{
    private static readonly ConcurrentDictionary<Exception, TaskCompletionSource<bool>> Expected = new(ReferenceEqualityComparer.Instance);
    private readonly TaskCompletionSource<bool> _seen = Soon.Gate<bool>();

    static Unhandled() => ExceptionHandling.SetUnhandledExceptionHandler(static error =>
        Expected.TryRemove(error, out TaskCompletionSource<bool>? seen) && seen.TrySetResult(Thread.CurrentThread.IsThreadPoolThread));

    public Unhandled() => Expected[this] = _seen;

    /// <summary>Completes when it was unhandled: whether on a thread of the pool.</summary>
    public Task<bool> OnPool => Soon.Ends(_seen.Task);
}
