using Tractor.Wire;

namespace Tractor.Dialogs;

/// <summary>One side of one conversation, as the link that carries it sees it.</summary>
internal abstract class Dialog
{
    /// <summary>Its id on this connection.</summary>
    public ulong Id { get; set; }

    /// <summary>The bytes of the arguments that it was started with, where the peer opened it.</summary>
    public int ArgumentBytes { get; set; }

    /// <summary>The name of the endpoint that it is with.</summary>
    public abstract string EndpointName { get; }

    /// <summary>
    /// Takes a frame from the peer. Runs on the thread that reads the connection: no code of the user's may run in it.
    /// </summary>
    /// <exception cref="ProtocolException">The peer broke the grammar; the connection closes.</exception>
    public abstract void Receive(FrameHeader header, Payload payload);

    /// <summary>
    /// Whether messages of the kind are nothing but bytes here, and what large ones are received into then: that is what
    /// <see cref="Payload.TakeBlock"/> gives.
    /// </summary>
    public virtual BlockForm FormOfBlock(FrameKind kind) => BlockForm.None;

    /// <summary>The connection is gone; no frame follows.</summary>
    public abstract void Lose(Exception cause);
}
