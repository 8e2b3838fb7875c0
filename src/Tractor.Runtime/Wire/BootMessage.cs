using Microsoft.Extensions.Logging;
using Tractor.Fields;

namespace Tractor.Wire;

/// <summary>What a new child is told by its parent.</summary>
/// <param name="TreeSecret">By which the actors of one tree know each other.</param>
/// <param name="Root">The root of the tree (RUN-08).</param>
/// <param name="Tables">The tables that it serves, as <c>assembly/type</c>.</param>
/// <param name="StartupAssemblies">The assemblies whose start-up methods it calls.</param>
/// <param name="Limits">Its limits.</param>
/// <param name="Spawning">How its own children come to life.</param>
/// <param name="Culture">The name of its culture; null: what its environment says.</param>
/// <param name="UserInterfaceCulture">The name of its culture for texts; null: what its environment says.</param>
/// <param name="LogLevel">The least level that it logs.</param>
/// <param name="DebugMode">Whether it holds for debugging as long as it lives.</param>
internal sealed record BootMessage(
    Guid[] TreeSecret,
    ActorId Root,
    string[] Tables,
    string[] StartupAssemblies,
    ActorLimits Limits,
    ActorSpawning Spawning,
    string? Culture,
    string? UserInterfaceCulture,
    LogLevel LogLevel,
    bool DebugMode) : IMessage<BootMessage>
{
    public static BootMessage? Read(ref FieldReader reader) =>
        reader.Object(10) ? new BootMessage(reader.Ids()!, reader.Actor()!, reader.Strings()!, reader.Strings()!, LimitFields.Read(ref reader), (ActorSpawning)reader.Int(), reader.String(), reader.String(), (LogLevel)reader.Int(), reader.Bool()) : null;

    public void Write(FieldWriter writer)
    {
        writer.Object(10);
        writer.Ids(TreeSecret);
        writer.Actor(Root);
        writer.Strings(Tables);
        writer.Strings(StartupAssemblies);
        LimitFields.Write(writer, Limits);
        writer.Int((int)Spawning);
        writer.String(Culture);
        writer.String(UserInterfaceCulture);
        writer.Int((int)LogLevel);
        writer.Bool(DebugMode);
    }
}
