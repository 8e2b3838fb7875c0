using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the class that writes and reads one payload.</summary>
internal static class CodecEmitter
{
    public static void Emit(CodeWriter code, string name, PayloadModel payload)
    {
        code.Open($"private sealed class {name} : {Names.Services}PayloadCodec<{payload.Type}>");
        code.Line($"internal static readonly {name} Instance = new();");
        FormatterEmitter.Emit(code, payload.Formatters);
        if (payload.IsSelfContained)
        {
            code.Blank();
            code.Line("public override bool IsSelfContained => true;");
        }

        if (payload.Shape.IsReadHere)
        {
            code.Blank();
            code.Line("public override bool ChecksLengths => true;");
        }

        if (payload.Shape is PayloadShape.Unmanaged)
        {
            code.Blank();
            code.Line($"public override int FixedSize => global::System.Runtime.CompilerServices.Unsafe.SizeOf<{payload.Type}>();");
        }

        code.Blank();
        code.Open($"public override void Write(ref global::MemoryPack.MemoryPackWriter<{Names.Services}MessageBuilder> writer, scoped ref readonly {payload.Type} value)");
        FormatterEmitter.EmitUse(code, payload.Formatters);
        WriteBodyEmitter.Emit(code, payload.Shape);
        code.Close();
        code.Blank();
        code.Open($"public override void Read(ref global::MemoryPack.MemoryPackReader reader, out {payload.Type} value)");
        FormatterEmitter.EmitUse(code, payload.Formatters);
        ReadBodyEmitter.Emit(code, payload.Shape);
        code.Close();
        code.Close();
    }
}
