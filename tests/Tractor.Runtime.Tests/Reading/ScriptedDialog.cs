using Tractor.Dialogs;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>Does what the test says about each frame.</summary>
internal sealed class ScriptedDialog(Action<ScriptedDialog, FrameHeader, byte[]> onFrame, Action<Exception>? onLost = null) : Dialog
{
    public override string EndpointName => "scripted";

    public override void Receive(FrameHeader header, Payload payload) => onFrame(this, header, payload.ToArray());

    public override void Lose(Exception cause) => onLost?.Invoke(cause);
}
