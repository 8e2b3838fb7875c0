using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>Every state that can be reached, every frame, both sides.</summary>
[TestFixture]
internal sealed class DialogStateTests
{
    private static readonly DialogSide[] Sides = Enum.GetValues<DialogSide>();
    private static readonly FrameKind[] Frames = [.. Enumerable.Range(0, 256).Select(value => (FrameKind)value)];

    [Test]
    public void Every_verdict_is_the_tables([Values] DialogKind kind)
    {
        foreach (DialogState state in Reachable(kind))
        {
            foreach ((FrameKind frame, DialogSide from) in Inputs())
            {
                (DialogState next, Verdict verdict) = state.Apply(frame, from);
                Verdict expected = GrammarTable.Expected(state, frame, from);
                Assert.That(verdict, Is.EqualTo(expected), $"{frame} from {from} in {state}");
                Assert.That(next, Is.EqualTo(expected == Verdict.Take ? GrammarTable.Behind(state, frame, from) : state), $"{frame} from {from} in {state}");
            }
        }
    }

    [TestCase(DialogKind.Call, 4)]
    [TestCase(DialogKind.Context, 2 * (1 + 1 + 4 + 4))]
    [TestCase(DialogKind.Stream, 2 * (1 + 2 + 2))]
    public void No_more_states_than_expected_are_reached(DialogKind kind, int count) =>
        Assert.That(Reachable(kind), Has.Count.EqualTo(count));

    [Test]
    public void An_ended_dialog_takes_nothing([Values] DialogKind kind)
    {
        foreach (DialogState ended in Reachable(kind).Where(state => state.HasEnded))
        {
            foreach ((FrameKind frame, DialogSide from) in Inputs())
            {
                (DialogState next, Verdict verdict) = ended.Apply(frame, from);
                Assert.That((next, verdict == Verdict.Take), Is.EqualTo((ended, false)), $"{frame} from {from}");
            }
        }
    }

    [Test]
    public void A_dialog_that_has_not_ended_can_always_end_by_an_error([Values] DialogKind kind)
    {
        foreach (DialogState state in Reachable(kind).Where(state => !state.HasEnded))
        {
            (DialogState next, Verdict verdict) = state.Apply(FrameKind.Error, DialogSide.Endpoint);
            Assert.That((next.HasEnded, verdict), Is.EqualTo((true, Verdict.Take)));
        }
    }

    private static IEnumerable<(FrameKind Frame, DialogSide From)> Inputs() =>
        from frame in Frames from side in Sides select (frame, side);

    private static HashSet<DialogState> Reachable(DialogKind kind)
    {
        HashSet<DialogState> reached = [new DialogState(kind)];
        Queue<DialogState> open = new(reached);
        while (open.TryDequeue(out DialogState state))
        {
            foreach ((FrameKind frame, DialogSide from) in Inputs())
            {
                DialogState next = state.Apply(frame, from).Next;
                if (reached.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        return reached;
    }
}
