using Tractor.Generators.Models;
using Tractor.Generators.Parsing;

namespace Tractor.Generators.Emission;

/// <summary>Reopens the user's class and puts the table, the descriptors and the codecs in.</summary>
internal static class HolderEmitter
{
    public static void Emit(CodeWriter code, ClassModel owner, IReadOnlyList<EndpointDeclaration> endpoints, HolderPath path)
    {
        for (int level = 0; level < owner.Containers.Count; level++)
        {
            code.Open($"partial {owner.Containers[level].Keyword} {owner.Containers[level].Name}");
            if (path.HopAt(level) is { } hop)
            {
                EmitHop(code, hop.Name, hop.Target, endpoints);
                code.Blank();
            }
        }

        code.Line($"/// <summary>The endpoints of <c>{Names.Xml(owner.FullName)}</c>: what an actor that is started with them serves.</summary>");
        Names.Mark(code);
        code.Line($"{(owner.IsTablePublic ? "public" : "internal")} static {Names.Table} {WellKnown.TableMember} => {WellKnown.HolderMember}.Table;");
        code.Blank();
        EmitHolder(code, owner, endpoints);
        for (int level = 0; level < owner.Containers.Count; level++)
        {
            code.Close();
        }
    }

    private static void EmitHolder(CodeWriter code, ClassModel owner, IReadOnlyList<EndpointDeclaration> endpoints)
    {
        CodecSet codecs = new();
        Names.Hide(code);
        code.Open($"internal static class {WellKnown.HolderMember}");
        foreach (EndpointDeclaration endpoint in endpoints)
        {
            DescriptorEmitter.Emit(code, owner, endpoint, codecs);
            code.Blank();
        }

        string members = string.Concat(endpoints.Select(endpoint => $", {endpoint.Member}"));
        code.Line($"internal static readonly {Names.Table} Table = new({Names.Literal(owner.Assembly)}, {Names.Literal(owner.FullName)}{members});");
        for (int i = 0; i < codecs.Payloads.Count; i++)
        {
            code.Blank();
            CodecEmitter.Emit(code, CodecSet.NameOf(i), codecs.Payloads[i]);
        }

        code.Close();
    }

    private static void EmitHop(CodeWriter code, string name, string target, IReadOnlyList<EndpointDeclaration> endpoints)
    {
        Names.Hide(code);
        code.Open($"internal static class {name}");
        foreach (EndpointDeclaration endpoint in endpoints)
        {
            code.Line($"internal static {endpoint.Type} {endpoint.Member} => {target}.{endpoint.Member};");
            code.Blank();
        }

        code.Line($"internal static {Names.Table} Table => {target}.Table;");
        code.Close();
    }
}
