namespace Tractor.Identity;

/// <summary>The rule for actors' names.</summary>
internal static class ActorName
{
    private const int MaxLength = 200;

    /// <exception cref="ArgumentException">The name is empty, longer than 200 characters, or has control characters.</exception>
    public static void Validate(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > MaxLength || name.Any(char.IsControl))
        {
            throw new ArgumentException($"An actor's name has at most {MaxLength} characters and no control characters among them.", nameof(name));
        }
    }
}
