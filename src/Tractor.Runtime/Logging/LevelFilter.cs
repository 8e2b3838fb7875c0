using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>A logger that takes nothing below an actor's level, so that such a message is not even put together (SPN-09).</summary>
internal sealed class LevelFilter : ILogger
{
    private readonly ILogger _inner;
    private readonly LogLevel _least;

    private LevelFilter(ILogger inner, LogLevel least)
    {
        _inner = inner;
        _least = least;
    }

    public static ILogger Apply(ILogger logger, LogLevel least) => least == LogLevel.Trace ? logger : new LevelFilter(logger, least);

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _least && _least != LogLevel.None && _inner.IsEnabled(logLevel);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _inner.BeginScope(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            _inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
