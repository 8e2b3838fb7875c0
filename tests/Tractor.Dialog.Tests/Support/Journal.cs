using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Tractor.DialogTests;

/// <summary>Keeps what is logged.</summary>
internal sealed class Journal : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Text)> _all = new();

    public IEnumerable<string> Texts => _all.Select(entry => entry.Text);

    public IEnumerable<string> At(LogLevel level) => _all.Where(entry => entry.Level == level).Select(entry => entry.Text);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _all.Enqueue((logLevel, formatter(state, exception)));

    public void Dispose()
    {
    }
}
