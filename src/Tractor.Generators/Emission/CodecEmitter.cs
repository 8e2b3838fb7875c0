using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the class that writes and reads one payload.</summary>
internal static class CodecEmitter
{
    public static void Emit(CodeWriter code, string name, PayloadModel payload)
    {
        code.Open($"private sealed class {name} : {Names.Services}PayloadCodec<{payload.Type}>");
        code.Line($"internal static readonly {name} Instance = new();");
        EmitFormatters(code, name, payload);
        if (payload.IsSelfContained)
        {
            code.Blank();
            code.Line("public override bool IsSelfContained => true;");
        }

        code.Blank();
        code.Open($"public override void Write(ref global::MemoryPack.MemoryPackWriter<{Names.Services}MessageBuilder> writer, scoped ref readonly {payload.Type} value)");
        WriteBodyEmitter.Emit(code, payload.Shape);
        code.Close();
        code.Blank();
        code.Open($"public override void Read(ref global::MemoryPack.MemoryPackReader reader, out {payload.Type} value)");
        ReadBodyEmitter.Emit(code, payload.Shape);
        code.Close();
        code.Close();
    }

    private static void EmitFormatters(CodeWriter code, string name, PayloadModel payload)
    {
        if (payload.Formatters.Count == 0)
        {
            return;
        }

        const string Provider = "global::MemoryPack.MemoryPackFormatterProvider";
        code.Blank();
        code.Open($"static {name}()");
        foreach (FormatterModel formatter in payload.Formatters)
        {
            code.Open($"if (!{Provider}.IsRegistered<{formatter.Type}>())");
            code.Line($"{Provider}.Register{formatter.Registration};");
            code.Close();
        }

        code.Close();
    }
}
