namespace Tractor.Generators.Models;

/// <summary>A method that a child process calls first.</summary>
/// <param name="Method">Its name with its class's.</param>
/// <param name="TakesContext">Whether it takes the start-up's context.</param>
/// <param name="IsAwaited">Whether it returns a task.</param>
internal sealed record StartupModel(string Method, bool TakesContext, bool IsAwaited);
