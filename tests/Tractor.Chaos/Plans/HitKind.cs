namespace Tractor.Chaos.Plans;

/// <summary>What is done to a member.</summary>
internal enum HitKind
{
    /// <summary>SIGKILL from outside.</summary>
    Kill,

    /// <summary>SIGSTOP from outside, for good.</summary>
    Stop,

    /// <summary>SIGSTOP from outside, and SIGCONT a while later.</summary>
    Pause,

    /// <summary>SIGTERM from outside.</summary>
    Terminate,

    /// <summary>Its parent cancels it.</summary>
    Cancel,

    /// <summary>The root cancels it over a connection of its own.</summary>
    CancelFromAside,

    /// <summary>It asks for its own end.</summary>
    CancelSelf,

    /// <summary>Its endpoint throws.</summary>
    Throw,

    /// <summary>A task of its nursery throws.</summary>
    ThrowInTask,

    /// <summary>A thread of its own throws, which ends the process.</summary>
    ThrowOnThread,

    /// <summary>It exits with a code.</summary>
    Exit,

    /// <summary>It exits with 0.</summary>
    ExitInPeace,

    /// <summary>It fails fast.</summary>
    FailFast,

    /// <summary>Its stack overflows.</summary>
    Overflow,

    /// <summary>Threads of its pool block for good.</summary>
    Block,

    /// <summary>It does not listen to its cancellation.</summary>
    Deaf,
}
