using System.Runtime.CompilerServices;

namespace Tractor;

/// <summary>
/// Every limit of an actor. Children inherit their parent's unless their <see cref="ActorOptions"/> say otherwise.
/// Durations are monotonic; a value outside its range throws <see cref="ArgumentOutOfRangeException"/> when it is set.
/// </summary>
public sealed record ActorLimits
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>How long a child may take from its start until it is ready to serve. Default 30 s; 1 ms to 1 day.</summary>
    public TimeSpan StartTimeout { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), Day); } = TimeSpan.FromSeconds(30);

    /// <summary>How long the two sides of a new connection may take to identify each other. Default 10 s; 1 ms to 1 day.</summary>
    public TimeSpan HandshakeTimeout { get; init => field = InRange(value, TimeSpan.FromMilliseconds(1), Day); } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long an actor that was asked to end may take until its tasks are over; then it gets SIGTERM. Default 0.5 s;
    /// 0 (at once) to 1 day.
    /// </summary>
    public TimeSpan CancelTimeout { get; init => field = InRange(value, TimeSpan.Zero, Day); } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long a child's process may take to end after its tasks are over, or after SIGTERM; then it gets SIGKILL.
    /// Default 1.6 s; 0 to 1 day.
    /// </summary>
    public TimeSpan KillTimeout { get; init => field = InRange(value, TimeSpan.Zero, Day); } = TimeSpan.FromMilliseconds(1600);

    /// <summary>
    /// What is added to <see cref="CancelTimeout"/> at most when an actor that was asked to end, or one below it, says that a
    /// clean-up needs it (the grace of a <see cref="CancelScope"/>). That of the root is for the whole tree. Default 5 s;
    /// 0 (never) to 1 day.
    /// </summary>
    public TimeSpan MaxGrace { get; init => field = InRange(value, TimeSpan.Zero, Day); } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long leaving a dialog waits for the end of the remote task that it cancelled; then the endpoint is reported
    /// as stuck. What the task fails with later is an error of the nursery, as long as that waits for the actor; of a call
    /// that its own token cancelled it is dropped. Default 0.616 s; 0 to 1 day.
    /// </summary>
    public TimeSpan DialogCancelTimeout { get; init => field = InRange(value, TimeSpan.Zero, Day); } = TimeSpan.FromMilliseconds(616);

    /// <summary>How long an actor whose parent is gone may clean up before its process ends. Default 0.5 s; 0 to 60 s.</summary>
    public TimeSpan OrphanGrace { get; init => field = InRange(value, TimeSpan.Zero, TimeSpan.FromSeconds(60)); } = TimeSpan.FromMilliseconds(500);

    /// <summary>The largest message, in bytes, that is sent or accepted. Default 64 MiB; 1 KiB to 1 GiB.</summary>
    public int MaxMessageBytes { get; init => field = InRange(value, 1024, 1 << 30); } = 64 << 20;

    /// <summary>
    /// How many bytes may wait to be sent on one connection before senders wait. Default 1 MiB; 4 KiB to 1 GiB.
    /// </summary>
    public int MaxQueuedBytes { get; init => field = InRange(value, 4096, 1 << 30); } = 1 << 20;

    /// <summary>
    /// How many bytes of errors, credit and other answers may wait for a peer that does not read; then its connection is
    /// closed. Default 64 MiB; 64 KiB to 1 GiB.
    /// </summary>
    public int MaxUnreadAnswerBytes { get; init => field = InRange(value, 64 << 10, 1 << 30); } = 64 << 20;

    /// <summary>
    /// How many bytes the arguments of the dialogs that one peer has open here may have together; a call that would take
    /// them beyond is refused. One call is always taken, whatever its size. Default 256 MiB; 1 KiB to 1 GiB.
    /// </summary>
    public int MaxArgumentBytesPerPeer { get; init => field = InRange(value, 1024, 1 << 30); } = 256 << 20;

    /// <summary>
    /// How many connections an actor may have at which it takes no more from other actors of the tree. Its children
    /// connect nevertheless. Default 4,096; 1 to 1,048,576.
    /// </summary>
    public int MaxPeerConnections { get; init => field = InRange(value, 1, 1 << 20); } = 4096;

    /// <summary>How many dialogs one peer may have open here at once. Default 65,536; 1 to 16,777,216.</summary>
    public int MaxDialogsPerPeer { get; init => field = InRange(value, 1, 1 << 24); } = 1 << 16;

    /// <summary>How many requests to cancel this actor one peer may have unanswered. Default 1,024; 1 to 65,536.</summary>
    public int MaxPendingCancels { get; init => field = InRange(value, 1, 1 << 16); } = 1024;

    /// <summary>
    /// How many connections may be identifying themselves at once; of more, the oldest that has not shown that it is of the
    /// tree is closed. Default 128; 1 to 65,536.
    /// </summary>
    public int MaxPendingHandshakes { get; init => field = InRange(value, 1, 1 << 16); } = 128;

    /// <summary>
    /// How many items of a stream may be under way unread before its sender waits; the window of a stream that is read
    /// as fast as it comes grows by itself up to <see cref="MaxStreamWindow"/>. Default 64; 1 to 65,534.
    /// </summary>
    public int StreamWindow { get; init => field = InRange(value, 1, 65534); } = 64;

    /// <summary>The window that a fast stream may grow to, in items. Default 4,096; 1 to 1,048,576. Less than <see cref="StreamWindow"/> means no growth.</summary>
    public int MaxStreamWindow { get; init => field = InRange(value, 1, 1 << 20); } = 4096;

    /// <summary>How many bytes of unread items a stream may hold before its sender waits, whatever the window. Default 1 MiB; 1 KiB to 1 GiB.</summary>
    public int StreamWindowBytes { get; init => field = InRange(value, 1024, 1 << 30); } = 1 << 20;

    /// <summary>
    /// How long the reader of a busy connection looks for the next message before it lets its processor go. It does so
    /// only while recent waits were short. Default 30 µs; 0 (never: the lowest power) to 1 ms.
    /// </summary>
    public TimeSpan ReadSpin { get; init => field = InRange(value, TimeSpan.Zero, TimeSpan.FromMilliseconds(1)); } = TimeSpan.FromMicroseconds(30);

    /// <summary>What happens when the items of a stream come faster than they are read. Default <see cref="StreamOverflow.Wait"/>.</summary>
    public StreamOverflow StreamOverflow { get; init; }

    private static TimeSpan InRange(TimeSpan value, TimeSpan least, TimeSpan most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");

    private static int InRange(int value, int least, int most, [CallerMemberName] string name = "") =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} must be from {least} to {most}.");
}
