namespace Tractor.Errors;

/// <summary>What the receiver of an error knows itself, for the exception to say.</summary>
/// <param name="Peer">The actor that sent it.</param>
/// <param name="Self">The actor that received it.</param>
/// <param name="CancelCalled">Whether this actor had asked for the dialog's cancellation.</param>
/// <param name="Endpoint">The endpoint that was called; its callee knows only a number if it does not serve it.</param>
/// <param name="Signature">That endpoint's signature as it is known here.</param>
internal readonly record struct ErrorReceiver(
    ActorId Peer,
    ActorId? Self = null,
    bool CancelCalled = false,
    string? Endpoint = null,
    string? Signature = null);
