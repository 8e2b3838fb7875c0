namespace Benchmarks.Driver;

/// <summary>What the command line asks for.</summary>
internal sealed record Command(bool IsPrepare, bool IsQuick, string? JsonFile, string Only)
{
    public const string Usage = """
        prepare                                            restores and publishes what the comparison needs
        compare [--quick] [--json FILE] [--only PATTERN]   measures; PATTERN is a part of figures' names
        """;

    public static Command? Parse(string[] args)
    {
        if (args is ["prepare"])
        {
            return new Command(true, false, null, "");
        }

        if (args is not ["compare", ..])
        {
            return null;
        }

        Command command = new(false, false, null, "");
        for (int i = 1; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--quick": command = command with { IsQuick = true }; break;
                case "--json" when i + 1 < args.Length: command = command with { JsonFile = args[++i] }; break;
                case "--only" when i + 1 < args.Length: command = command with { Only = args[++i] }; break;
                default: return null;
            }
        }

        return command;
    }
}
