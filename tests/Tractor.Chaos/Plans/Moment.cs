namespace Tractor.Chaos.Plans;

/// <summary>The event from which a hit's delay counts.</summary>
internal enum Moment
{
    /// <summary>Its process has appeared; seen from outside.</summary>
    Born,

    /// <summary>Its start-up method runs.</summary>
    StartUp,

    /// <summary>Its endpoint has begun and starts what is below it.</summary>
    Begun,

    /// <summary>All below it is up.</summary>
    Ready,

    /// <summary>The whole tree is up.</summary>
    AllReady,

    /// <summary>From inside: it is ending. From outside: someone in the tree is.</summary>
    Ending,
}
