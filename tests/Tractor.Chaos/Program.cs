// Builds trees of actors from seeds, kills, stops and breaks members of them, and sees that nothing hangs, nothing is left
// and the root's error tells what happened. See CONTRIBUTING.md.
using Tractor.Chaos;
using Tractor.Chaos.Driving;
using Tractor.Chaos.Plans;

switch (args)
{
    case [RootProcess.Command, string seed, string reportPath]:
        return await RootProcess.RunAsync(seed, reportPath);
    case [Bystander.Command]:
        await Bystander.RunAsync();
        return 0;
    default:
        break;
}

Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (FormatException error)
{
    Console.Error.WriteLine($"{error.Message}\n{Arguments.Usage}");
    return 2;
}

if (arguments.ShowsPlans)
{
    foreach (int seed in Enumerable.Range(arguments.First, arguments.Seeds))
    {
        Console.WriteLine(PlanMaker.Make(seed));
    }

    return 0;
}

return await Driver.RunAsync(arguments);
