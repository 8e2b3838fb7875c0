using System.Globalization;
using Tractor.Chaos.Plans;

namespace Tractor.Chaos.Members;

/// <summary>What every member does before it serves.</summary>
internal static class StartUp
{
    /// <summary>The seed, for who is not told otherwise yet.</summary>
    public const string Variable = "TRACTOR_CHAOS_SEED";

    [ActorStartup]
    public static async Task RunAsync(ActorStartupContext context)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } seed
            && int.TryParse(context.Id.Name.AsSpan(1), CultureInfo.InvariantCulture, out int index))
        {
            Steps.ReportWhenAsked(index);
            TreePlan plan = PlanMaker.Make(int.Parse(seed, CultureInfo.InvariantCulture));
            await new SelfHits(plan, index).RunHereAsync(Moment.StartUp);
        }
    }
}
