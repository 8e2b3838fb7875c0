namespace Tractor.Identity;

/// <summary>The rule for actors' names.</summary>
internal static class ActorName
{
    private const int MaxLength = 200;

    /// <summary>Whether an actor can have it: of a name that a peer sent.</summary>
    public static bool IsValid(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxLength && !name.Any(char.IsControl);

    /// <exception cref="ArgumentException">The name is empty, longer than 200 characters, or has control characters.</exception>
    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (!IsValid(name))
        {
            throw new ArgumentException($"An actor's name has at most {MaxLength} characters and no control characters among them.", nameof(name));
        }
    }
}
