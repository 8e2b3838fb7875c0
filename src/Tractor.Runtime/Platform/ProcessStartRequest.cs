using System.Runtime.Versioning;

namespace Tractor.Platform;

/// <summary>What a child process is to run, and where.</summary>
[SupportedOSPlatform("linux")]
internal sealed record ProcessStartRequest
{
    /// <summary>The file to run: no search of PATH; a relative one is relative to this process's directory.</summary>
    public required string FileName { get; init; }

    /// <summary>What the program sees as its own name, its argument 0. <see cref="FileName"/> when null.</summary>
    public string? Argument0 { get; init; }

    /// <summary>The arguments after argument 0.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The whole environment: nothing is inherited beside it.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    public required string WorkingDirectory { get; init; }

    /// <summary>What it is to have at <see cref="SpawnFileActions.ConnectionNumber"/>; the caller closes its own. None when null.</summary>
    public FileDescriptor? Connection { get; init; }

    /// <exception cref="ArgumentException">A text holds a NUL, or a variable's name is empty or holds '='.</exception>
    public void Validate()
    {
        Check(FileName, "file name");
        Check(WorkingDirectory, "working directory");
        Check(Argument0 ?? "", "argument 0");
        foreach (string argument in Arguments)
        {
            Check(argument, "argument");
        }

        foreach ((string name, string value) in Environment)
        {
            Check(name, "name of an environment variable");
            Check(value, $"environment variable '{name}'");
            if (name.Length == 0 || name.Contains('='))
            {
                throw new ArgumentException(
                    $"'{name}' cannot name an environment variable: it must not be empty and not contain '='.");
            }
        }
    }

    private void Check(string text, string what)
    {
        if (text.Contains('\0'))
        {
            throw new ArgumentException(
                $"Cannot start '{FileName.Replace('\0', '?')}': its {what} contains a NUL character.");
        }
    }
}
