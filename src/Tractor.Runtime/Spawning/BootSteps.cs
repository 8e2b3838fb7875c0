namespace Tractor.Spawning;

/// <summary>Tells of each step of a start-up, so that a test can hold a child there, or end its parent.</summary>
internal static class BootSteps
{
    /// <summary>Called on the thread that takes the step; null outside of tests.</summary>
    public static Action<BootStep>? Reached { get; set; }

    public static void Reach(BootStep step) => Reached?.Invoke(step);
}
