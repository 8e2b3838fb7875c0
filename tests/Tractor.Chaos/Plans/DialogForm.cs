namespace Tractor.Chaos.Plans;

/// <summary>How a parent holds the dialog with its child.</summary>
internal enum DialogForm
{
    /// <summary>By <c>await using</c>.</summary>
    Handle,

    /// <summary>By the delegate form.</summary>
    Delegate,

    /// <summary>By <c>RunInActorAsync</c>.</summary>
    OneShot,
}
