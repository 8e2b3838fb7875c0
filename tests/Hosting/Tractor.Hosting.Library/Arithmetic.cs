using Tractor;

namespace Tractor.Hosting.Library;

/// <summary>Endpoints that live in a library.</summary>
public static partial class Arithmetic
{
    [TractorContext]
    private static Task<int> Square(int number) => Task.FromResult(number * number);

    [TractorContext]
    private static async Task<Sum> Add(Context<(string Name, int Pid)> context, int[] numbers)
    {
        await context.StartedAsync((CurrentActor.Name, Environment.ProcessId));
        return new Sum(numbers.Length, numbers.Sum());
    }
}
