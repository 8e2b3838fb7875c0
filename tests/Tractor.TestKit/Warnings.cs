using Microsoft.Extensions.Logging;

namespace Tractor.TestKit;

/// <summary>A logger that counts warnings.</summary>
public sealed class Warnings : ILogger
{
    public List<string> All { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == LogLevel.Warning)
        {
            All.Add(formatter(state, exception));
        }
    }
}
