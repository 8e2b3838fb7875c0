using System.Reflection;
using NUnit.Framework;
using Tractor.Fields;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>Each limit takes what its documentation says and nothing else.</summary>
[TestFixture]
internal sealed class ActorLimitsTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    private static readonly Dictionary<string, (IComparable Least, IComparable Most, IComparable Default)> Ranges = new()
    {
        [nameof(ActorLimits.StartTimeout)] = (Millisecond, Day, TimeSpan.FromSeconds(30)),
        [nameof(ActorLimits.HandshakeTimeout)] = (Millisecond, Day, TimeSpan.FromSeconds(10)),
        [nameof(ActorLimits.CancelTimeout)] = (TimeSpan.Zero, Day, TimeSpan.FromMilliseconds(500)),
        [nameof(ActorLimits.KillTimeout)] = (TimeSpan.Zero, Day, TimeSpan.FromMilliseconds(1600)),
        [nameof(ActorLimits.MaxGrace)] = (TimeSpan.Zero, Day, TimeSpan.FromSeconds(5)),
        [nameof(ActorLimits.DialogCancelTimeout)] = (TimeSpan.Zero, Day, TimeSpan.FromMilliseconds(616)),
        [nameof(ActorLimits.OrphanGrace)] = (TimeSpan.Zero, TimeSpan.FromSeconds(60), TimeSpan.FromMilliseconds(500)),
        [nameof(ActorLimits.MaxMessageBytes)] = (1024, 1 << 30, 64 << 20),
        [nameof(ActorLimits.MaxQueuedBytes)] = (4096, 1 << 30, 1 << 20),
        [nameof(ActorLimits.MaxUnreadAnswerBytes)] = (64 << 10, 1 << 30, 64 << 20),
        [nameof(ActorLimits.MaxArgumentBytesPerPeer)] = (1024, 1 << 30, 256 << 20),
        [nameof(ActorLimits.MaxPeerConnections)] = (1, 1 << 20, 4096),
        [nameof(ActorLimits.MaxDialogsPerPeer)] = (1, 1 << 24, 65_536),
        [nameof(ActorLimits.MaxPendingCancels)] = (1, 65_536, 1024),
        [nameof(ActorLimits.MaxPendingHandshakes)] = (1, 65_536, 128),
        [nameof(ActorLimits.ReadSpin)] = (TimeSpan.Zero, Millisecond, TimeSpan.FromMicroseconds(30)),
        [nameof(ActorLimits.StreamWindow)] = (1, 65_534, 64),
        [nameof(ActorLimits.MaxStreamWindow)] = (1, 1 << 20, 4096),
        [nameof(ActorLimits.StreamWindowBytes)] = (1024, 1 << 30, 1 << 20),
    };

    private static PropertyInfo[] Properties => [.. typeof(ActorLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)];

    [Test]
    public void Every_limit_is_tested_here() =>
        Assert.That(Properties.Where(property => !property.PropertyType.IsEnum).Select(property => property.Name), Is.EquivalentTo(Ranges.Keys));

    [TestCaseSource(nameof(Names))]
    public void The_bounds_are_in_and_what_is_beyond_is_named(string name)
    {
        (IComparable least, IComparable most, IComparable initial) = Ranges[name];
        Assert.That(Get(name, new ActorLimits()), Is.EqualTo(initial));
        foreach (IComparable value in new[] { least, most, initial })
        {
            Assert.That(Get(name, Set(name, value)), Is.EqualTo(value));
        }

        foreach (object value in new[] { Step(least, -1), Step(most, 1) })
        {
            Exception? error = Assert.Throws<TargetInvocationException>(() => Set(name, value))!.InnerException;
            Assert.That(error, Is.TypeOf<ArgumentOutOfRangeException>());
            Assert.That(error!.Message, Does.StartWith($"{name} must be from {least} to {most}."));
        }
    }

    [TestCaseSource(nameof(Names))]
    public void Every_limit_travels_to_a_child(string name) => AssertTravels(Set(name, Ranges[name].Least));

    [Test]
    public void The_choice_for_overflows_travels_to_a_child() =>
        AssertTravels(new ActorLimits { StreamOverflow = Enum.GetValues<StreamOverflow>()[^1] });

    private static void AssertTravels(ActorLimits limits)
    {
        Assert.That(limits, Is.Not.EqualTo(new ActorLimits()));
        FieldWriter writer = new();
        LimitFields.Write(writer, limits);
        FieldReader reader = new(writer.Written);
        Assert.That(LimitFields.Read(ref reader), Is.EqualTo(limits));
    }

    private static string[] Names() => [.. Ranges.Keys];

    private static object Step(object value, int step) => value is int number ? number + step : (TimeSpan)value + TimeSpan.FromTicks(step);

    private static object? Get(string name, ActorLimits limits) => typeof(ActorLimits).GetProperty(name)!.GetValue(limits);

    private static ActorLimits Set(string name, object value)
    {
        ActorLimits limits = new();
        typeof(ActorLimits).GetProperty(name)!.SetValue(limits, value);
        return limits;
    }
}
