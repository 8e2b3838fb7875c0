using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>
/// Logs nothing, where no logging was set up. The one of Microsoft.Extensions.Logging is not compiled ahead: each child
/// would compile seven of its methods.
/// </summary>
internal sealed class SilentLogger : ILogger, ILoggerFactory
{
    public static SilentLogger Instance { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => false;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
