using Microsoft.Extensions.Logging;

namespace Tractor.Logging;

/// <summary>
/// A logger that takes nothing below an actor's level, so that such a message is not even put together (SPN-09). Where the
/// user's own logger throws, its message is lost, and what was to be logged goes on.
/// </summary>
internal sealed class LevelFilter : ILogger
{
    private readonly ILogger _inner;
    private readonly LogLevel _least;

    private LevelFilter(ILogger inner, LogLevel least)
    {
        _inner = inner;
        _least = least;
    }

    public static ILogger Apply(ILogger logger, LogLevel least) => new LevelFilter(logger, least);

    public bool IsEnabled(LogLevel logLevel)
    {
        if (logLevel < _least || _least == LogLevel.None)
        {
            return false;
        }

        try
        {
            return _inner.IsEnabled(logLevel);
        }
#pragma warning disable CA1031 // A link that ends logs it, and has to end.
        catch (Exception)
#pragma warning restore CA1031
        {
            return false;
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => _inner.BeginScope(state);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        try
        {
            _inner.Log(logLevel, eventId, state, exception, formatter);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            // There is nobody to tell: the logger is whom one tells.
        }
    }
}
