using Tractor.Fuzz.Targets;

namespace Tractor.Fuzz.Engine;

/// <summary>Tries one input again.</summary>
internal static class Replay
{
    // Where threads race, an input may need some tries.
    private const int Tries = 20;

    public static async Task RunAsync(IFuzzTarget target, string file)
    {
        byte[] input = await File.ReadAllBytesAsync(file);
        using HangWatch hangs = new();
        for (int i = 0; i < Tries; i++)
        {
            hangs.Start();
            await target.ExecuteAsync(input);
            hangs.Stop();
        }

        Console.WriteLine($"{target.Name}: {input.Length} bytes were tried {Tries} times without a failure.");
    }
}
