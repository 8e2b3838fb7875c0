using System.Buffers;
using Nerdbank.Streams;
using Tractor.Wire;

namespace Tractor.Links;

/// <summary>A large message that is sent in parts, and what its dialog sends behind it.</summary>
#pragma warning disable CA1001 // The queue releases it.
internal sealed class Parcel
#pragma warning restore CA1001
{
    private readonly ushort _window;
    private readonly int _prefix;
    private readonly Sequence<byte>? _pooled;
    private ReadOnlySequence<byte> _rest;
    private int _prefixLeft;
    private bool _isOwned;

    /// <summary>A message in memory that it owns from now on.</summary>
    public Parcel(FrameKind kind, ulong dialog, Sequence<byte> content, ushort window)
    {
        Kind = kind;
        Dialog = dialog;
        _window = window;
        _pooled = content;
        _rest = content.AsReadOnlySequence;
        _isOwned = true;
    }

    private Parcel(FrameKind kind, ulong dialog, byte[] message, ushort window)
    {
        Kind = kind;
        Dialog = dialog;
        _window = window;
        _rest = new ReadOnlySequence<byte>(message);
        _isOwned = true;
    }

    /// <summary>A block in memory of the user's, until <see cref="Own"/>.</summary>
    public Parcel(FrameKind kind, ulong dialog, ReadOnlyMemory<byte> block)
    {
        Kind = kind;
        Dialog = dialog;
        _prefix = block.Length;
        _prefixLeft = Blocks.PrefixBytes;
        _rest = new ReadOnlySequence<byte>(block);
    }

    /// <summary>A message that is copied.</summary>
    public static Parcel CopyOf(FrameKind kind, ulong dialog, ReadOnlySpan<byte> message, ushort window) =>
        new(kind, dialog, message.ToArray(), window);

    public FrameKind Kind { get; }

    public ulong Dialog { get; }

    public long Left => _prefixLeft + _rest.Length;

    /// <summary>Whether a part of it has left.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Whether it was given up; nothing more of it is sent.</summary>
    public bool IsGivenUp { get; private set; }

    public bool IsDone => IsGivenUp || Left == 0;

    /// <summary>The frames of its dialog that wait for its end.</summary>
    public FrameBuffer Behind { get; } = new();

    /// <summary>The dialog's next large message, behind those frames.</summary>
    public Parcel? Next { get; set; }

    /// <summary>Takes the next part off; its header goes behind what <paramref name="head"/> has.</summary>
    public ReadOnlyMemory<byte> TakePart(FrameBuffer head)
    {
        ReadOnlyMemory<byte> part = _rest.First;
        part = part[..Math.Min(part.Length, FrameLimits.PartBytes - _prefixLeft)];
        _rest = _rest.Slice(part.Length);
        FrameFlags flags = _rest.IsEmpty ? FrameFlags.None : FrameFlags.More;
        Span<byte> prefix = stackalloc byte[Blocks.PrefixBytes];
        Blocks.WritePrefix(prefix, _prefix);
        head.AppendHead(new FrameHeader(_prefixLeft + part.Length, Kind, flags, Dialog, IsBegun ? (ushort)0 : _window), prefix[.._prefixLeft]);
        _prefixLeft = 0;
        IsBegun = true;
        return part;
    }

    /// <summary>Copies what is left, so that the user's memory is free.</summary>
    public void Own()
    {
        if (!_isOwned && !IsDone)
        {
            _isOwned = true;
            _rest = new ReadOnlySequence<byte>(_rest.ToArray());
        }
    }

    /// <summary>Nothing more of it is sent.</summary>
    public void GiveUp() => IsGivenUp = true;

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        _rest = default;
        _prefixLeft = 0;
        _pooled?.Dispose();
        Behind.Release();
    }
}
