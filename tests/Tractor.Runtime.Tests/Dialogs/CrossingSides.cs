using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>
/// The two sides of one dialog, each with a machine of its own, and the frames that are on their way between them. A
/// side sends what its own machine takes and nothing else, as the runtime does.
/// </summary>
internal sealed record CrossingSides(DialogState Opener, DialogState Endpoint, string ToEndpoint = "", string ToOpener = "")
{
    private static readonly FrameKind[] Frames = [.. Enumerable.Range((int)FrameKind.Accepted, 9).Select(value => (FrameKind)value)];

    public static CrossingSides Of(DialogKind kind) => new(new DialogState(kind), new DialogState(kind));

    /// <summary>All that could happen next: a side sends something, or a frame arrives.</summary>
    public IEnumerable<CrossingSides> Next(int maxOnTheWay)
    {
        foreach (FrameKind frame in Frames)
        {
            if (ToEndpoint.Length < maxOnTheWay && Opener.Apply(frame, DialogSide.Opener) is { Verdict: Verdict.Take } asked)
            {
                yield return this with { Opener = asked.Next, ToEndpoint = ToEndpoint + (char)frame };
            }

            if (ToOpener.Length < maxOnTheWay && Endpoint.Apply(frame, DialogSide.Endpoint) is { Verdict: Verdict.Take } told)
            {
                yield return this with { Endpoint = told.Next, ToOpener = ToOpener + (char)frame };
            }
        }

        foreach (CrossingSides arrived in Deliver())
        {
            yield return arrived;
        }
    }

    /// <summary>The next frame of each direction arrives.</summary>
    /// <exception cref="InvalidOperationException">The grammar calls a correct peer's frame a violation.</exception>
    public IEnumerable<CrossingSides> Deliver()
    {
        if (ToEndpoint.Length > 0)
        {
            yield return this with { Endpoint = Received(Endpoint, ToEndpoint[0], DialogSide.Opener), ToEndpoint = ToEndpoint[1..] };
        }

        if (ToOpener.Length > 0)
        {
            yield return this with { Opener = Received(Opener, ToOpener[0], DialogSide.Endpoint), ToOpener = ToOpener[1..] };
        }
    }

    public CrossingSides Drained()
    {
        CrossingSides sides = this;
        while (sides.Deliver().FirstOrDefault() is { } next)
        {
            sides = next;
        }

        return sides;
    }

    private DialogState Received(DialogState state, char frame, DialogSide from)
    {
        (DialogState next, Verdict verdict) = state.Apply((FrameKind)frame, from);
        return verdict == Verdict.Violation
            ? throw new InvalidOperationException($"{(FrameKind)frame} from {from}, sent in order, is a violation: {this}")
            : next;
    }
}
