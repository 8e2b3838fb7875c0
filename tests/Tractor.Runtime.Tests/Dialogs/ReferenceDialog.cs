using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>Judges frames by looking at the list of those it took before, rule by rule as the grammar is told in words.</summary>
internal sealed class ReferenceDialog(DialogKind kind)
{
    private readonly List<(FrameKind Frame, DialogSide From)> _taken = [];

    public IReadOnlyList<(FrameKind Frame, DialogSide From)> Taken => _taken;

    private bool Ended => Took(FrameKind.Result) || Took(FrameKind.Error);

    public Verdict Judge(FrameKind frame, DialogSide from)
    {
        Verdict verdict = !MayEverSend(frame, from) || IsTooEarly(frame) || BreaksAPromise(frame, from) ? Verdict.Violation
            : IsTooLateOrTwice(frame, from) ? Verdict.Drop
            : Verdict.Take;
        if (verdict == Verdict.Take)
        {
            _taken.Add((frame, from));
        }

        return verdict;
    }

    private bool MayEverSend(FrameKind frame, DialogSide from)
    {
        FrameKind[] calls = from == DialogSide.Opener ? [FrameKind.Cancel] : [FrameKind.Result, FrameKind.Error];
        FrameKind[] streams = from == DialogSide.Opener
            ? [FrameKind.Credit, FrameKind.Overrun]
            : [FrameKind.Accepted, FrameKind.Item, FrameKind.Stop];
        FrameKind[] contexts = [FrameKind.Item, FrameKind.Stop, FrameKind.Credit, FrameKind.Overrun];
        FrameKind[] endpointsOfContexts = from == DialogSide.Endpoint ? [FrameKind.Accepted, FrameKind.Started] : [];
        return kind switch
        {
            DialogKind.Call => calls.Contains(frame),
            DialogKind.Stream => calls.Concat(streams).Contains(frame),
            _ => calls.Concat(contexts).Concat(endpointsOfContexts).Contains(frame),
        };
    }

    // Items follow the start, or the terminal that came instead of it; a context's result follows its first value.
    private bool IsTooEarly(FrameKind frame) => frame switch
    {
        FrameKind.Started => !Took(FrameKind.Accepted),
        FrameKind.Item or FrameKind.Stop when kind == DialogKind.Stream => !Took(FrameKind.Accepted) && !Ended,
        FrameKind.Item or FrameKind.Stop => !Took(FrameKind.Started) && !Ended,
        FrameKind.Result => kind == DialogKind.Context && !Took(FrameKind.Started),
        _ => false,
    };

    // What a side may do once it may not do twice; nothing of an endpoint's own progress follows its terminal.
    private bool BreaksAPromise(FrameKind frame, DialogSide from) => frame switch
    {
        FrameKind.Item => _taken.Contains((FrameKind.Stop, from)),
        FrameKind.Accepted => Took(FrameKind.Accepted) || Ended,
        FrameKind.Started => Took(FrameKind.Started) || Ended,
        FrameKind.Result or FrameKind.Error => Ended,
        _ => false,
    };

    private bool IsTooLateOrTwice(FrameKind frame, DialogSide from) =>
        Ended || (frame is FrameKind.Stop or FrameKind.Cancel && _taken.Contains((frame, from)));

    private bool Took(FrameKind frame) => _taken.Any(taken => taken.Frame == frame);
}
