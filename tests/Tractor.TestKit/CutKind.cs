namespace Tractor.TestKit;

/// <summary>How a connection ends.</summary>
public enum CutKind
{
    /// <summary>Both directions end in order, as by a shutdown.</summary>
    End,

    /// <summary>Both sockets are closed at once, whatever is unread in them.</summary>
    Reset,

    /// <summary>Only the counted direction ends; the other one goes on until its sender ends it.</summary>
    Half,
}
