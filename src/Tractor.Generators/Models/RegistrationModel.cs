namespace Tractor.Generators.Models;

/// <summary>What an assembly registers when it is loaded.</summary>
internal sealed record RegistrationModel(AssemblyModel Assembly, EquatableArray<TableModel> Tables, EquatableArray<StartupModel> Startups, EquatableArray<RemoteErrorModel> RemoteErrors)
{
    /// <summary>Whether there is anything to do at all.</summary>
    public bool IsNeeded => Assembly.HasRuntime && (Assembly.IsProgram || Tables.Count > 0 || Startups.Count > 0 || RemoteErrors.Count > 0);
}
