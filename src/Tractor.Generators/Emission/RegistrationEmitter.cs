using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>Emits the file that registers what an assembly offers.</summary>
internal static class RegistrationEmitter
{
    private const string Registry = Names.Services + "EndpointRegistry";

    public static string Emit(RegistrationModel model)
    {
        string type = TypeName(model.Assembly.Name);
        CodeWriter code = new();
        FileHeader.Emit(code);
        code.Line($"[assembly: {Names.Services}EndpointAssembly(typeof(global::Tractor.Generated.{type}))]");
        code.Blank();
        code.Open("namespace Tractor.Generated");
        code.Line($"/// <summary>Registers the endpoints of the assembly <c>{Names.Xml(model.Assembly.Name)}</c>.</summary>");
        Names.Hide(code);
        code.Open($"public static class {type}");
        EmitRegister(code, model);
        code.Blank();
        EmitInitializer(code, model.Assembly);
        if (model.Startups.Count > 0)
        {
            code.Blank();
            EmitStartup(code, model.Startups);
        }

        code.Close();
        code.Close();
        return code.ToString();
    }

    /// <summary>The assembly's name as an identifier, with a hash since two names may become one.</summary>
    private static string TypeName(string assembly)
    {
        string name = new([.. assembly.Select(letter => char.IsLetterOrDigit(letter) ? letter : '_')]);
        return $"Endpoints_{name}_{(uint)StableHash.Of(assembly):x8}";
    }

    private static void EmitRegister(CodeWriter code, RegistrationModel model)
    {
        string assembly = Names.Literal(model.Assembly.Name);
        code.Line("/// <summary>Registers them; once more changes nothing.</summary>");
        code.Open("public static void Register()");
        foreach (TableModel table in model.Tables)
        {
            code.Line($"{Registry}.Register({assembly}, {Names.Literal(table.TypeName)}, static () => {table.Path});");
        }

        foreach (RemoteErrorModel error in model.RemoteErrors)
        {
            code.Line($"{Names.Services}RemoteErrorRegistry.Register(typeof({error.Type}), static (message, inner) => new {error.Type}({(error.TakesInner ? "message, inner!" : "message")}));");
        }

        if (model.Startups.Count > 0)
        {
            code.Line($"{Registry}.RegisterStartup({assembly}, static context => StartAsync(context));");
        }

        code.Close();
    }

    private static void EmitInitializer(CodeWriter code, AssemblyModel assembly)
    {
        code.Line("[global::System.Diagnostics.CodeAnalysis.SuppressMessage(\"Usage\", \"CA2255\", Justification = \"It only registers.\")]");
        code.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        code.Open("internal static void Initialize()");
        code.Line("Register();");
        foreach (string registration in assembly.ReferencedRegistrations)
        {
            code.Line($"{registration}.Register();");
        }

        if (assembly.IsProgram)
        {
            code.Line($"{Names.Services}EndpointCalls.EnterChildProcess();");
        }

        code.Close();
    }

    private static void EmitStartup(CodeWriter code, EquatableArray<StartupModel> startups)
    {
        bool isAsync = startups.Any(startup => startup.IsAwaited);
        code.Open($"private static {(isAsync ? "async " : string.Empty)}{Names.ValueTask} StartAsync(global::Tractor.ActorStartupContext context)");
        foreach (StartupModel startup in startups)
        {
            string call = $"{startup.Method}({(startup.TakesContext ? "context" : string.Empty)})";
            code.Line(startup.IsAwaited ? $"await {call}.ConfigureAwait(false);" : $"{call};");
        }

        if (!isAsync)
        {
            code.Line("return default;");
        }

        code.Close();
    }
}
