using Tractor.Wire;

namespace Tractor.Dialogs;

/// <summary>
/// The grammar of one dialog as a pure state machine. Each side holds one and feeds it every frame it sends and every
/// frame it receives; since frames cross on the way, the two may differ for a moment, which the rules allow for.
/// A dialog ends by exactly one terminal, which also acknowledges a cancellation (weak spot E29).
/// </summary>
internal readonly record struct DialogState(
    DialogKind Kind,
    DialogPhase Phase = DialogPhase.Starting,
    bool CancelAsked = false,
    bool OpenerStopped = false,
    bool EndpointStopped = false)
{
    public bool HasEnded => Phase == DialogPhase.Ended;

    /// <summary>Judges a frame; gives the state behind it, which is this one unless the frame is taken.</summary>
    public (DialogState Next, Verdict Verdict) Apply(FrameKind frame, DialogSide from) => frame switch
    {
        FrameKind.Cancel => OnCancel(from),
        FrameKind.Accepted => OnAccepted(from),
        FrameKind.Started => OnStarted(from),
        FrameKind.Item => OnItem(from),
        FrameKind.Stop => OnStop(from),
        FrameKind.Credit or FrameKind.Overrun => OnFlow(from),
        FrameKind.Result => OnResult(from),
        FrameKind.Error => OnTerminal(from),
        _ => (this, Verdict.Violation),
    };

    private (DialogState, Verdict) OnCancel(DialogSide from) => from switch
    {
        DialogSide.Endpoint => (this, Verdict.Violation),
        _ when HasEnded || CancelAsked => (this, Verdict.Drop),
        _ => (this with { CancelAsked = true }, Verdict.Take),
    };

    private (DialogState, Verdict) OnAccepted(DialogSide from) =>
        from == DialogSide.Opener || Kind == DialogKind.Call || Phase != DialogPhase.Starting
            ? (this, Verdict.Violation)
            : (this with { Phase = DialogPhase.Accepted }, Verdict.Take);

    private (DialogState, Verdict) OnStarted(DialogSide from) =>
        from == DialogSide.Opener || Kind != DialogKind.Context || Phase != DialogPhase.Accepted
            ? (this, Verdict.Violation)
            : (this with { Phase = DialogPhase.Started }, Verdict.Take);

    private (DialogState, Verdict) OnItem(DialogSide from)
    {
        if (!MaySendItems(from) || Stopped(from))
        {
            return (this, Verdict.Violation);
        }

        return (this, HasEnded ? Verdict.Drop : Verdict.Take);
    }

    private (DialogState, Verdict) OnStop(DialogSide from)
    {
        if (!MaySendItems(from))
        {
            return (this, Verdict.Violation);
        }

        if (HasEnded || Stopped(from))
        {
            return (this, Verdict.Drop);
        }

        return (from == DialogSide.Opener ? this with { OpenerStopped = true } : this with { EndpointStopped = true }, Verdict.Take);
    }

    // Credit and overruns answer items, so they may come from the opener of a one-way stream as well.
    private (DialogState, Verdict) OnFlow(DialogSide from)
    {
        bool possible = Kind == DialogKind.Context || (Kind == DialogKind.Stream && from == DialogSide.Opener);
        return (this, !possible ? Verdict.Violation : HasEnded ? Verdict.Drop : Verdict.Take);
    }

    // A context's endpoint may not return before it called StartedAsync (CTX-36); its side sends Error instead.
    private (DialogState, Verdict) OnResult(DialogSide from) =>
        Kind == DialogKind.Context && Phase is DialogPhase.Starting or DialogPhase.Accepted
            ? (this, Verdict.Violation)
            : OnTerminal(from);

    private (DialogState, Verdict) OnTerminal(DialogSide from) =>
        from == DialogSide.Opener || HasEnded
            ? (this, Verdict.Violation)
            : (this with { Phase = DialogPhase.Ended }, Verdict.Take);

    private bool Stopped(DialogSide side) => side == DialogSide.Opener ? OpenerStopped : EndpointStopped;

    private bool MaySendItems(DialogSide from) => Kind switch
    {
        DialogKind.Context => Phase is DialogPhase.Started or DialogPhase.Ended,
        DialogKind.Stream => from == DialogSide.Endpoint && Phase is not DialogPhase.Starting,
        _ => false,
    };
}
