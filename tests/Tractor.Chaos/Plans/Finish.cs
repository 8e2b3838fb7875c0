namespace Tractor.Chaos.Plans;

/// <summary>How the root ends when nothing else has ended it.</summary>
internal enum Finish
{
    /// <summary>The token that it was given fires.</summary>
    Token,

    /// <summary>Its nursery is cancelled.</summary>
    Nursery,

    /// <summary>Its body throws.</summary>
    Throw,

    /// <summary>It gets SIGTERM.</summary>
    Terminate,

    /// <summary>It gets SIGINT.</summary>
    Interrupt,

    /// <summary>It gets SIGKILL.</summary>
    Kill,
}
