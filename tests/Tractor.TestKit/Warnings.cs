using Microsoft.Extensions.Logging;

namespace Tractor.TestKit;

/// <summary>A logger that keeps warnings, and makes itself.</summary>
public sealed class Warnings : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<string> _all = [];

    public IReadOnlyList<string> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
        {
            lock (_gate)
            {
                _all.Add(formatter(state, exception));
            }
        }
    }

    public void Dispose()
    {
    }
}
