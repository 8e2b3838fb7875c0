using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Threading.Channels;
using Tractor.Reading;
using Tractor.Runtime.Tests.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Tests.Platform;
using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Reading;

/// <summary>A reader on one end of a socket pair; the test writes bytes at the other.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ReaderRig : IFrameSink, IDisposable
{
    private readonly SocketPair _sockets = SocketPair.Create();
    private readonly Channel<TestFrame> _frames = Channel.CreateUnbounded<TestFrame>();
    private readonly TaskCompletionSource<Exception?> _ended = Soon.Gate<Exception?>();
    private int _inside;

    public ReaderRig(TimeSpan spin = default)
    {
        Connection = new RawSocketConnection(_sockets.Server, "the rig");
        Reader = new LeadReader(Connection, this, spin);
        ReaderSlots.TryTake();
    }

    /// <summary>What each frame wakes; by default nothing. Runs where the frame is taken.</summary>
    public Action<TestFrame, LeadReader> OnFrame { get; set; } = static (_, _) => { };

    public RawSocketConnection Connection { get; }

    public LeadReader Reader { get; }

    public Socket Peer => _sockets.Client;

    public Task<Exception?> Ended => Soon.Ends(_ended.Task);

    /// <summary>How often two threads took frames at once.</summary>
    public int Overlaps { get; private set; }

    /// <summary>How often what was held back could go.</summary>
    public int BatchEnds { get; private set; }

    public int Takeovers { get; private set; }

    /// <summary>Who took frames.</summary>
    public ConcurrentDictionary<Thread, int> Threads { get; } = new();

    public void Start() => Reader.Start();

    public void Send(params TestFrame[] frames) => Peer.Send(TestFrames.Bytes(frames));

    public Task<TestFrame> NextAsync() => Soon.Ends(_frames.Reader.ReadAsync().AsTask());

    public async Task<ulong[]> NextDialogsAsync(int count)
    {
        ulong[] dialogs = new ulong[count];
        for (int i = 0; i < count; i++)
        {
            dialogs[i] = (await NextAsync()).Dialog;
        }

        return dialogs;
    }

    LargeMessage? IFrameHandler.BeginFrame(FrameHeader header, ReadOnlySpan<byte> beginning)
    {
        LargeMessage message = new();
        message.Begin(header, int.MaxValue, 0, isPooled: false, 0);
        message.BeginFrame(header.Length, beginning);
        return message;
    }

    void IFrameHandler.EndFrame(FrameHeader header, LargeMessage message)
    {
        TakeFrame(header, message.Bytes);
        message.Release();
    }

    void IFrameHandler.OnFrame(FrameHeader header, ReadOnlySpan<byte> payload) => TakeFrame(header, payload);

    private void TakeFrame(FrameHeader header, ReadOnlySpan<byte> payload)
    {
        Overlaps += Interlocked.Increment(ref _inside) == 1 ? 0 : 1;
        Threads.AddOrUpdate(Thread.CurrentThread, 1, static (_, count) => count + 1);
        TestFrame frame = new(header.Kind, header.Dialog, payload.ToArray());
        _frames.Writer.TryWrite(frame);
        try
        {
            OnFrame(frame, Reader);
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }

    void IFrameSink.OnBatchEnd() => BatchEnds++;

    void IFrameSink.OnTakeover() => Takeovers++;

    void IFrameSink.OnReadingEnded(Exception? error)
    {
        if (!_ended.TrySetResult(error))
        {
            Overlaps++;
        }
    }

    public void Dispose()
    {
        Connection.Abort();
        _sockets.Dispose();
    }
}
