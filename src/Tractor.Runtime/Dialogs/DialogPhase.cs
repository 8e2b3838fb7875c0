namespace Tractor.Dialogs;

/// <summary>How far a dialog has come.</summary>
internal enum DialogPhase : byte
{
    /// <summary>Start was sent; nothing came back yet.</summary>
    Starting,

    /// <summary>The endpoint's task runs.</summary>
    Accepted,

    /// <summary>The first value was handed over; items may flow.</summary>
    Started,

    /// <summary>A terminal was sent: nothing follows.</summary>
    Ended,
}
