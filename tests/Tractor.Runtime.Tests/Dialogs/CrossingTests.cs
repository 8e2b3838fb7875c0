using CsCheck;
using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>Frames cross on the way: what a correct side sends is never a violation at the other.</summary>
[TestFixture]
internal sealed class CrossingTests
{
    [Test]
    public void No_interleaving_with_two_frames_a_way_is_a_violation([Values] DialogKind kind)
    {
        HashSet<CrossingSides> seen = [CrossingSides.Of(kind)];
        Queue<CrossingSides> open = new(seen);
        while (open.TryDequeue(out CrossingSides? sides))
        {
            foreach (CrossingSides next in sides.Next(maxOnTheWay: 2))
            {
                if (seen.Add(next))
                {
                    open.Enqueue(next);
                }
            }
        }

        Assert.That(seen.Count(sides => sides.Opener.HasEnded && sides.Endpoint.HasEnded), Is.GreaterThan(0));
        Assert.That(seen.Select(Rest), Has.All.Matches<CrossingSides>(AgreeWhenEnded));
    }

    [Test]
    public void Random_interleavings_end_on_both_sides_alike([Values] DialogKind kind) =>
        Gen.Int[0, 1000].Array[0, 60].Sample(
            choices =>
            {
                CrossingSides sides = CrossingSides.Of(kind);
                foreach (int choice in choices)
                {
                    CrossingSides[] next = [.. sides.Next(maxOnTheWay: 20)];
                    if (next.Length == 0)
                    {
                        break;
                    }

                    sides = next[choice % next.Length];
                }

                sides = Ended(sides).Drained();
                Assert.That((sides.Opener.HasEnded, sides.Endpoint.HasEnded), Is.EqualTo((true, true)));
                Assert.That(AgreeWhenEnded(sides), $"{sides}");
            },
            iter: 10_000);

    private static CrossingSides Ended(CrossingSides sides) =>
        sides.Endpoint.Apply(FrameKind.Error, DialogSide.Endpoint) is { Verdict: Verdict.Take } last
            ? sides with { Endpoint = last.Next, ToOpener = sides.ToOpener + (char)FrameKind.Error }
            : sides;

    private static CrossingSides Rest(CrossingSides sides) => sides.Drained();

    // What the opener said after the endpoint's end, the endpoint drops; all else both know.
    private static bool AgreeWhenEnded(CrossingSides sides) =>
        sides.Opener.Phase == sides.Endpoint.Phase
        && sides.Opener.EndpointStopped == sides.Endpoint.EndpointStopped
        && (sides.Endpoint.HasEnded || sides.Opener == sides.Endpoint);
}
