using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using NUnit.Framework;
using Tractor.Actors;

namespace Tractor.Runtime.Tests.Actors;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RefusalLogTests : ILogger
{
    private readonly List<string> _lines = [];

    [Test]
    public void Strangers_do_not_fill_the_log()
    {
        FakeTimeProvider time = new();
        RefusalLog log = new(this, time);
        for (int i = 0; i < 1000; i++)
        {
            log.Refused("a stranger", "it is none of ours");
        }

        Assert.That(_lines, Has.Count.EqualTo(20));
        time.Advance(TimeSpan.FromSeconds(10));
        log.Refused("another", "neither is it");
        Assert.That(_lines, Has.Count.EqualTo(22));
        Assert.That(_lines[20], Does.StartWith("980 more"));
        Assert.That(_lines[21], Does.Contain("another"));
    }

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Add(formatter(state, exception));
}
