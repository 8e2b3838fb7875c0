using Microsoft.Extensions.Logging;

namespace Tractor.TestKit;

/// <summary>Keeps the ids of the library's log events, by which a test sees which steps were taken.</summary>
public sealed class EventLog : ILoggerFactory, ILogger
{
    public const int DialogTooSlow = 1200;
    public const int DialogFailedLate = 1201;
    public const int Terminating = 1500;
    public const int Killing = 1501;
    public const int Ended = 1503;
    public const int HeldBack = 1506;

    private readonly Lock _gate = new();
    private readonly List<(int Id, string Text)> _events = [];

    public IReadOnlyList<(int Id, string Text)> Events
    {
        get
        {
            lock (_gate)
            {
                return [.. _events];
            }
        }
    }

    public void Forget()
    {
        lock (_gate)
        {
            _events.Clear();
        }
    }

    public int Count(int id) => Events.Count(entry => entry.Id == id);

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _events.Add((eventId.Id, formatter(state, exception)));
        }
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Dispose()
    {
    }
}
