using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.Fields;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>Sends and receives the few frames before a connection becomes a link: exactly their bytes, no more.</summary>
internal static class HandshakeFrames
{
    /// <summary>The version of everything on the wire.</summary>
    public const ushort ProtocolVersion = 3;

    private const uint Mark = 0x54435254; // "TRCT"
    private const int MarkBytes = 6;

    // A welcome names all tables of a new child; nothing else is said before the two know each other.
    private const int MaxWelcomeBytes = 1 << 20;
    private const int MaxBytes = 8 << 10;

    /// <returns>What was sent, without its header.</returns>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<byte[]> SendHelloAsync(IConnection connection, HelloMessage hello)
    {
        byte[] body = MessageCoding.ToBytes(hello);
        byte[] payload = new byte[MarkBytes + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, Mark);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(4), ProtocolVersion);
        body.CopyTo(payload, MarkBytes);
        await SendAsync(connection, FrameKind.Hello, payload).Uncaptured();
        return payload;
    }

    public static Task SendAsync(IConnection connection, FrameKind kind, IMessage message) =>
        SendAsync(connection, kind, MessageCoding.ToBytes(message));

    /// <summary>Sends to a peer that may never read, a new child that is stopped say.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="kind">Of the frame.</param>
    /// <param name="message">What it says.</param>
    /// <param name="giveUp">Ends the connection, and so the sending.</param>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    public static async Task SendOrAbortAsync(IConnection connection, FrameKind kind, IMessage message, CancellationToken giveUp)
    {
        using CancellationTokenRegistration abort = giveUp.UnsafeRegister(static state => ((IConnection)state!).Abort(), connection);
        await SendAsync(connection, kind, message).Uncaptured();
    }

    /// <summary>Reads a Hello.</summary>
    /// <exception cref="ProtocolException">It is none, or of another version; the text is fit for the peer.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<ReceivedHello> ReceiveHelloAsync(IConnection connection, CancellationToken cancellationToken)
    {
        (FrameKind kind, byte[] payload) = await ReceiveAsync(connection, cancellationToken).Uncaptured();
        if (kind != FrameKind.Hello || payload.Length < MarkBytes || BinaryPrimitives.ReadUInt32LittleEndian(payload) != Mark)
        {
            throw new ForeignPeerException();
        }

        ushort version = BinaryPrimitives.ReadUInt16LittleEndian(payload.AsSpan(4));
        return version == ProtocolVersion
            ? new ReceivedHello(MessageCoding.Read(payload.AsSpan(MarkBytes), HelloMessage.Read), payload)
            : throw new ProtocolException($"it speaks version {version} of the protocol, this actor speaks version {ProtocolVersion}; build both with the same version of Tractor.Runtime");
    }

    /// <summary>Reads a message of the kind that has to come now.</summary>
    /// <exception cref="ForeignPeerException">Another came.</exception>
    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<T> ReceiveAsync<T>(
        IConnection connection, FrameKind expected, FieldReader.ElementReader<T> read, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        (FrameKind kind, byte[] payload) = await ReceiveAsync(connection, cancellationToken).Uncaptured();
        return kind == expected ? MessageCoding.Read(payload, read) : throw new ForeignPeerException();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder<>))]
    public static async Task<HandshakeFrame> ReceiveAsync(IConnection connection, CancellationToken cancellationToken)
    {
        byte[] start = new byte[FrameHeader.Size];
        await FillAsync(connection, start, cancellationToken).Uncaptured();
        FrameHeader header = FrameHeader.Read(start);
        if (header.Length < 0 || header.Length > (header.Kind is FrameKind.Welcome or FrameKind.Ready or FrameKind.BootFailed ? MaxWelcomeBytes : MaxBytes))
        {
            throw new ForeignPeerException();
        }

        // Memory for what has arrived, not for what is announced.
        byte[] payload = [];
        while (payload.Length < header.Length)
        {
            int filled = payload.Length;
            Array.Resize(ref payload, Math.Min(header.Length, Math.Max(MaxBytes, 2 * filled)));
            await FillAsync(connection, payload.AsMemory(filled), cancellationToken).Uncaptured();
        }

        return new HandshakeFrame(header.Kind, payload);
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task SendAsync(IConnection connection, FrameKind kind, byte[] payload)
    {
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, kind, FrameFlags.None, 0).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        await connection.SendAsync(frame).Uncaptured();
    }

    [AsyncMethodBuilder(typeof(PrecompiledTaskMethodBuilder))]
    private static async Task FillAsync(IConnection connection, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (!target.IsEmpty)
        {
            int count = await connection.ReceiveAsync(target, cancellationToken).Uncaptured();
            if (count == 0)
            {
                throw new ConnectionClosedException($"{connection.Description}, where nobody had been identified yet,", closedHere: false);
            }

            target = target[count..];
        }
    }
}
