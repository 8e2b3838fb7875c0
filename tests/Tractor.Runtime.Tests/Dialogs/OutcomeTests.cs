using NUnit.Framework;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>CTX-32: how a dialog ended, as a value.</summary>
[TestFixture]
internal sealed class OutcomeTests
{
    private readonly InvalidOperationException _error = new("boom");

    [Test]
    public void A_value()
    {
        Outcome<int> outcome = Outcome<int>.OfValue(42);
        Assert.That((outcome.Kind, outcome.HasValue, outcome.IsCancelled, outcome.Error), Is.EqualTo((OutcomeKind.Value, true, false, (Exception?)null)));
        Assert.That(outcome.Value, Is.EqualTo(42));
        Assert.That(outcome.ToString(), Is.EqualTo("Value(42)"));
    }

    [Test]
    public void Null_is_a_value_too()
    {
        Outcome<string?> outcome = Outcome<string?>.OfValue(null);
        Assert.That((outcome.HasValue, outcome.Value, outcome.ToString()), Is.EqualTo((true, (string?)null, "Value()")));
    }

    [Test]
    public void An_error_is_thrown_as_the_same_object()
    {
        Outcome<int> outcome = Outcome<int>.OfError(_error);
        Assert.That((outcome.Kind, outcome.HasValue, outcome.IsCancelled), Is.EqualTo((OutcomeKind.Error, false, false)));
        Assert.That(Assert.Throws<InvalidOperationException>(() => _ = outcome.Value), Is.SameAs(_error));
        Assert.That(outcome.ToString(), Is.EqualTo("Error(InvalidOperationException: boom)"));
    }

    [Test]
    public void A_cancellation_is_neither_value_nor_error()
    {
        Outcome<int> outcome = Outcome<int>.OfCancellation(_error);
        Assert.That((outcome.Kind, outcome.HasValue, outcome.IsCancelled), Is.EqualTo((OutcomeKind.Cancelled, false, true)));
        Assert.That(Assert.Throws<InvalidOperationException>(() => _ = outcome.Value), Is.SameAs(_error));
        Assert.That(outcome.ToString(), Is.EqualTo("Cancelled(boom)"));
    }
}
