using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>
/// The grammar written down once more, as tables for people. A row is a frame; the columns are the phases Starting,
/// Accepted, Started, Ended, first as sent by the opener, then by the endpoint. T take, D drop, V violation, - cannot be.
/// c: take, unless cancel was asked for before, then drop. i: take, unless its sender stopped, then violation.
/// j: drop, unless its sender stopped, then violation. p: take, unless its sender stopped before, then drop.
/// </summary>
internal static class GrammarTable
{
    private const string Call = """
        Cancel    c--D  V--V
        Accepted  V--V  V--V
        Started   V--V  V--V
        Item      V--V  V--V
        Stop      V--V  V--V
        Credit    V--V  V--V
        Overrun   V--V  V--V
        Result    V--V  T--V
        Error     V--V  T--V
        """;

    private const string Context = """
        Cancel    cccD  VVVV
        Accepted  VVVV  TVVV
        Started   VVVV  VTVV
        Item      VVij  VVij
        Stop      VVpD  VVpD
        Credit    TTTD  TTTD
        Overrun   TTTD  TTTD
        Result    VVVV  VVTV
        Error     VVVV  TTTV
        """;

    private const string Stream = """
        Cancel    cc-D  VV-V
        Accepted  VV-V  TV-V
        Started   VV-V  VV-V
        Item      VV-V  Vi-j
        Stop      VV-V  Vp-D
        Credit    TT-D  VV-V
        Overrun   TT-D  VV-V
        Result    VV-V  TT-V
        Error     VV-V  TT-V
        """;

    private static readonly Dictionary<(DialogKind, FrameKind, DialogSide, DialogPhase), char> Cells = Read();

    public static Verdict Expected(DialogState state, FrameKind frame, DialogSide from)
    {
        bool stopped = from == DialogSide.Opener ? state.OpenerStopped : state.EndpointStopped;
        return Cells.GetValueOrDefault((state.Kind, frame, from, state.Phase), 'V') switch
        {
            'T' => Verdict.Take,
            'D' => Verdict.Drop,
            'V' => Verdict.Violation,
            'c' => state.CancelAsked ? Verdict.Drop : Verdict.Take,
            'i' => stopped ? Verdict.Violation : Verdict.Take,
            'j' => stopped ? Verdict.Violation : Verdict.Drop,
            'p' => stopped ? Verdict.Drop : Verdict.Take,
            _ => throw new InvalidOperationException($"{state} cannot be reached."),
        };
    }

    public static DialogState Behind(DialogState state, FrameKind frame, DialogSide from) => (frame, from) switch
    {
        (FrameKind.Accepted, _) => state with { Phase = DialogPhase.Accepted },
        (FrameKind.Started, _) => state with { Phase = DialogPhase.Started },
        (FrameKind.Cancel, _) => state with { CancelAsked = true },
        (FrameKind.Stop, DialogSide.Opener) => state with { OpenerStopped = true },
        (FrameKind.Stop, _) => state with { EndpointStopped = true },
        (FrameKind.Result or FrameKind.Error, _) => state with { Phase = DialogPhase.Ended },
        _ => state,
    };

    private static Dictionary<(DialogKind, FrameKind, DialogSide, DialogPhase), char> Read()
    {
        Dictionary<(DialogKind, FrameKind, DialogSide, DialogPhase), char> cells = [];
        foreach ((DialogKind kind, string table) in new[] { (DialogKind.Call, Call), (DialogKind.Context, Context), (DialogKind.Stream, Stream) })
        {
            foreach (string row in table.Split('\n'))
            {
                string[] fields = row.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                FrameKind frame = Enum.Parse<FrameKind>(fields[0]);
                foreach (DialogPhase phase in Enum.GetValues<DialogPhase>())
                {
                    cells.Add((kind, frame, DialogSide.Opener, phase), fields[1][(int)phase]);
                    cells.Add((kind, frame, DialogSide.Endpoint, phase), fields[2][(int)phase]);
                }
            }
        }

        return cells;
    }
}
