using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Tractor.Actors;
using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>A client of an actor's socket that sends what it likes.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly Socket _socket;
    private readonly ActorAddress _address;
    private Guid[] _key = [];
    private byte[] _hello = [];

    private RawPeer(Socket socket, ActorAddress address)
    {
        _socket = socket;
        _address = address;
    }

    public static async Task<RawPeer> ConnectAsync(ActorAddress address)
    {
        bool isTcp = address.Transport == "tcp";
        EndPoint endpoint = isTcp ? IPEndPoint.Parse(address.Endpoint) : new UnixDomainSocketEndPoint(address.Endpoint);
        Socket socket = new(endpoint.AddressFamily, SocketType.Stream, isTcp ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(endpoint).WithinAsync();
            return new RawPeer(socket, address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Connects as an actor of the test's own tree.</summary>
    public static async Task<RawPeer> ConnectAsPeerAsync(ActorAddress address)
    {
        RawPeer raw = await ConnectAsync(address);
        await raw.SendHelloAsync(ActorsInProcess.Get("test").Setup.TreeSecret);
        (FrameHeader header, _) = await raw.ReadAnswerAsync() ?? throw new IOException("no welcome");
        return header.Kind == FrameKind.Welcome ? raw : throw new IOException($"{header.Kind} instead of a welcome");
    }

    public Task SendHelloAsync(Guid[] credential, bool isChild = false, ushort version = HandshakeFrames.ProtocolVersion)
    {
        ActorId id = new("raw", Guid.NewGuid(), Environment.ProcessId);
        byte[] body = MessageCoding.ToBytes(new HelloMessage(id, isChild, credential, Credentials.Create()));
        byte[] payload = new byte[6 + body.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(payload, 0x54435254);
        BinaryPrimitives.WriteUInt16LittleEndian(payload.AsSpan(4), version);
        body.CopyTo(payload, 6);
        (_key, _hello) = (credential, payload);
        return SendAsync(FrameKind.Hello, 0, payload);
    }

    /// <summary>The answer to the hello; where a proof is asked for, to the proof by the key that was given.</summary>
    public async Task<(FrameHeader Header, byte[] Payload)?> ReadAnswerAsync()
    {
        (FrameHeader Header, byte[] Payload)? answer = await ReadAsync();
        if (answer?.Header.Kind != FrameKind.Challenge)
        {
            return answer;
        }

        KeyProof proof = new(_key, _address, _hello, MessageCoding.Read(answer.Value.Payload, ChallengeMessage.Read).Nonce);
        await SendAsync(FrameKind.Proof, 0, MessageCoding.ToBytes(new ProofMessage(proof.OfConnector())));
        return await ReadAsync();
    }

    public Task SendStartAsync(CompilerServices.EndpointDescriptor endpoint, ulong dialog, byte[] arguments, ulong changed = 0, FrameFlags flags = FrameFlags.None, ushort window = 0)
    {
        byte[] payload = new byte[16 + arguments.Length];
        BinaryPrimitives.WriteUInt64LittleEndian(payload, endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(payload.AsSpan(8), endpoint.ContractHash + changed);
        arguments.CopyTo(payload, 16);
        return SendAsync(FrameKind.Start, dialog, payload, flags: flags, window: window);
    }

    public Task SendAsync(FrameKind kind, ulong dialog, byte[] payload, int? announced = null, FrameFlags flags = FrameFlags.None, ushort window = 0)
    {
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(announced ?? payload.Length, kind, flags, dialog, window).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return SendBytesAsync(frame);
    }

    public async Task SendBytesAsync(byte[] bytes) => await _socket.SendAsync(bytes).WithinAsync();

    /// <summary>The next frame; null when the actor closed the connection.</summary>
    public async Task<(FrameHeader Header, byte[] Payload)?> ReadAsync()
    {
        byte[]? start = await FillAsync(FrameHeader.Size);
        if (start is null)
        {
            return null;
        }

        FrameHeader header = FrameHeader.Read(start);
        return await FillAsync(header.Length) is { } payload ? (header, payload) : null;
    }

    /// <summary>Reads to the end of the connection, which the actor is to make.</summary>
    public async Task ReadToEndAsync()
    {
        while (await ReadAsync() is not null)
        {
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<byte[]?> FillAsync(int length)
    {
        byte[] bytes = new byte[length];
        int filled = 0;
        while (filled < length)
        {
            try
            {
                int count = await _socket.ReceiveAsync(bytes.AsMemory(filled)).WithinAsync();
                if (count == 0)
                {
                    return null;
                }

                filled += count;
            }
            catch (SocketException)
            {
                return null;
            }
        }

        return bytes;
    }
}
