using CsCheck;
using NUnit.Framework;
using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Dialogs;

/// <summary>Random histories against a model that keeps lists.</summary>
[TestFixture]
internal sealed class DialogHistoryTests
{
    private static readonly Gen<(FrameKind Frame, DialogSide From)> Input = Gen.Select(
        Gen.Frequency(
            (10, Gen.Int[(int)FrameKind.Accepted, (int)FrameKind.Overrun]),
            (1, Gen.Int[0, 255])),
        Gen.Bool,
        (frame, opener) => ((FrameKind)frame, opener ? DialogSide.Opener : DialogSide.Endpoint));

    [Test]
    public void Histories_agree_with_the_model([Values] DialogKind kind) =>
        Input.Array[1, 40].Sample(inputs => Replay(kind, inputs), iter: 20_000);

    private static void Replay(DialogKind kind, (FrameKind Frame, DialogSide From)[] inputs)
    {
        DialogState state = new(kind);
        ReferenceDialog model = new(kind);
        foreach ((FrameKind frame, DialogSide from) in inputs)
        {
            bool hadEnded = state.HasEnded;
            (state, Verdict verdict) = state.Apply(frame, from);
            Verdict expected = model.Judge(frame, from);
            if (verdict != expected || (hadEnded && !state.HasEnded))
            {
                Assert.Fail($"{frame} from {from}: {verdict} instead of {expected}, and {state} after {(hadEnded ? "its end" : "less")}");
            }
        }

        Assert.That(model.Taken.Count(taken => taken.Frame is FrameKind.Result or FrameKind.Error), Is.EqualTo(state.HasEnded ? 1 : 0));
        Assert.That(model.Taken.Count(taken => taken.Frame == FrameKind.Cancel), Is.EqualTo(state.CancelAsked ? 1 : 0));
    }
}
