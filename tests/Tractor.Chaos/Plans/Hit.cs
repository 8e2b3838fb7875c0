namespace Tractor.Chaos.Plans;

/// <summary>One thing done to one member. Times are in milliseconds.</summary>
internal sealed record Hit(int Number, int Target, HitKind Kind, Moment Moment, int Delay, int Length)
{
    /// <summary>Whether the driver does it, and not the member itself or its parent.</summary>
    public bool IsFromOutside => Kind is HitKind.Kill or HitKind.Stop or HitKind.Pause or HitKind.Terminate;

    /// <summary>Whether another actor asks its target to end.</summary>
    public bool IsCancel => Kind is HitKind.Cancel or HitKind.CancelFromAside;

    /// <summary>Whether its target cannot do what it is asked to afterwards, nor pass on what it hears from below.</summary>
    public bool Sticks => Kind is HitKind.Stop or HitKind.Block or HitKind.Deaf;

    /// <summary>Whether its target's process ends by it at once.</summary>
    public bool Crashes =>
        Kind is HitKind.Kill or HitKind.ThrowOnThread or HitKind.Exit or HitKind.ExitInPeace or HitKind.FailFast or HitKind.Overflow;

    public override string ToString() =>
        $"hit {Number}: n{Target} {Kind} at {Moment} + {Delay} ms{(Length > 0 ? $" ({Length})" : "")}";
}
