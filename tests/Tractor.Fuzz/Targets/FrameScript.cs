using System.Buffers.Binary;
using Tractor.CompilerServices;
using Tractor.Fuzz.Served;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>
/// Makes of an input what a broken peer sends: mostly frames that the grammar nearly allows, so that mutations reach what
/// is behind the header, or the input's bytes as they are.
/// </summary>
internal sealed class FrameScript
{
    private const int MostSteps = 200;
    private const int LargePayload = 255;
    private const int LargeBytes = 48 << 10;

    private static readonly EndpointDescriptor[] Endpoints = FuzzEndpoints.Endpoints.Parts[0].Endpoints;

    private static readonly FrameKind[] Kinds =
    [
        FrameKind.Start, FrameKind.Start, FrameKind.Start, FrameKind.Accepted, FrameKind.Started, FrameKind.Item, FrameKind.Item, FrameKind.Stop,
        FrameKind.Result, FrameKind.Error, FrameKind.Cancel, FrameKind.Credit, FrameKind.Credit, FrameKind.Overrun, FrameKind.Ending,
        FrameKind.CancelActorDone,
        FrameKind.CancelActorGrace,
    ];

    private readonly InputReader _reader;

    public FrameScript(byte[] input)
    {
        _reader = new InputReader(input);
        byte mode = _reader.Next();
        IsRaw = (mode & 7) == 7;
        Drains = (mode & 8) == 0;
        SaysReady = mode < 0xF0;
        ChunkBytes = (mode >> 4) switch { 0 => int.MaxValue, 1 => 1, 2 => 7, 3 => 16, _ => 1000 };
    }

    /// <summary>Whether the peer reads what it is sent.</summary>
    public bool Drains { get; }

    /// <summary>Whether the peer, being a new child, says first that it is ready, as it has to.</summary>
    public bool SaysReady { get; }

    /// <summary>How many bytes it sends at once.</summary>
    public int ChunkBytes { get; }

    /// <summary>Whether the peer may have ended the connection itself, by an error in no dialog.</summary>
    public bool HasEnded { get; private set; }

    private bool IsRaw { get; }

    /// <summary>The bytes to send next; null where the peer waits until what it sent was seen.</summary>
    public IEnumerable<byte[]?> Steps()
    {
        if (IsRaw)
        {
            HasEnded = true;
            yield return _reader.Rest();
            yield break;
        }

        for (int i = 0; i < MostSteps && !_reader.IsAtEnd; i++)
        {
            byte choice = _reader.Next();
            yield return choice >= 0xF8 ? null : Frame(choice);
        }
    }

    private byte[] Frame(byte choice)
    {
        FrameKind kind = choice switch
        {
            0xF0 => FrameKind.CancelActor,
            0xF1 => (FrameKind)_reader.Next(),
            0xF2 => FrameKind.DebugHeld,
            0xF3 => FrameKind.DebugReleased,
            _ => Kinds[choice % Kinds.Length],
        };
        byte where = _reader.Next();
        ulong dialog = (where & 0x80) == 0 ? where & 0x0Fu : ulong.MaxValue - (where & 0x0Fu);
        HasEnded |= kind == FrameKind.Error && dialog == 0;
        FrameFlags flags = (where & 0x40) == 0 ? FrameFlags.None : (FrameFlags)_reader.Next();
        ushort window = (where & 0x20) == 0 ? (ushort)64 : (ushort)(_reader.Next() * 257);
        byte[] payload = Payload(kind);
        byte[] frame = new byte[FrameHeader.Size + payload.Length];
        new FrameHeader(payload.Length, kind, flags, dialog, window).Write(frame);
        payload.CopyTo(frame, FrameHeader.Size);
        return frame;
    }

    private byte[] Payload(FrameKind kind) => kind switch
    {
        FrameKind.Start => Start(),
        FrameKind.Cancel or FrameKind.Ending when (_reader.Next() & 1) == 0 => SampleMessages.Cancel,
        FrameKind.CancelActor when (_reader.Next() & 1) == 0 => SampleMessages.End,
        FrameKind.CancelActorGrace when (_reader.Next() & 1) == 0 => SampleMessages.Grace,
        FrameKind.Error when (_reader.Next() & 1) == 0 => SampleMessages.Error,
        FrameKind.Credit => _reader.Take((_reader.Next() & 3) switch { 0 or 1 => 8, 2 => 16, _ => _reader.Next() }),
        _ => Bytes(),
    };

    private byte[] Start()
    {
        byte which = _reader.Next();
        EndpointDescriptor endpoint = Endpoints[which % Endpoints.Length];
        byte[] prefix = new byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, which >= 0xF8 ? which : endpoint.Id);
        BinaryPrimitives.WriteUInt64LittleEndian(prefix.AsSpan(8), which >= 0xF0 ? 0 : endpoint.ContractHash);
        return [.. prefix, .. Bytes()];
    }

    private byte[] Bytes()
    {
        byte count = _reader.Next();
        if (count != LargePayload)
        {
            return _reader.Take(count);
        }

        byte[] large = new byte[LargeBytes];
        large.AsSpan().Fill(_reader.Next());
        return large;
    }
}
