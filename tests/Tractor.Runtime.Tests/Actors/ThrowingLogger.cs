using Microsoft.Extensions.Logging;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>A user's logger that fails at everything.</summary>
internal sealed class ThrowingLogger(bool failsWhenAsked) : ILogger, ILoggerFactory
{
    private int _failures;

    public int Failures => Volatile.Read(ref _failures);

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => failsWhenAsked ? throw Failure() : true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => throw Failure();

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    private IOException Failure()
    {
        Interlocked.Increment(ref _failures);
        return new IOException("the log's disk is full");
    }
}
