using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the class inside of a codec that gives MemoryPack the formatters that the codec needs, when it is first used.</summary>
/// <remarks>
/// Not when it is made: that happens in every process that serves its endpoint, and MemoryPack's table takes time to set up.
///
/// MemoryPack's formatters write a packable type through a type parameter. Native compilation does not find the
/// method behind it for our writer, and the call ends the process. So packable types get formatters of our own there,
/// which name both types, and what lies deeper is named in a method that is never called.
/// </remarks>
internal static class FormatterEmitter
{
    private const string Registration = "Formatters";
    private const string Provider = "global::MemoryPack.MemoryPackFormatterProvider";
    private const string Writer = "global::MemoryPack.MemoryPackWriter<" + Names.Services + "MessageBuilder>";
    private const string IsNative = "!global::System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported";

    public static void Emit(CodeWriter code, EquatableArray<FormatterModel> formatters)
    {
        if (formatters.Count == 0)
        {
            return;
        }

        EmitRegistration(code, formatters);
        for (int i = 0; i < formatters.Count; i++)
        {
            if (formatters[i].ValueType is { } valueType)
            {
                EmitFormatter(code, NameOf(i), formatters[i].Type, valueType);
            }
        }

        if (HasPackables(formatters))
        {
            EmitKept(code, formatters);
        }
    }

    /// <summary>The first line of what uses the formatters.</summary>
    public static void EmitUse(CodeWriter code, EquatableArray<FormatterModel> formatters)
    {
        if (formatters.Count > 0)
        {
            code.Line($"{Registration}.Ensure();");
        }
    }

    private static bool HasPackables(EquatableArray<FormatterModel> formatters) => formatters.Any(IsPackable);

    private static bool IsPackable(FormatterModel formatter) => formatter.ValueType is not null;

    private static string NameOf(int index) => $"Formatter{index}";

    private static void EmitRegistration(CodeWriter code, EquatableArray<FormatterModel> formatters)
    {
        code.Blank();
        code.Open($"private static class {Registration}");
        code.Open("internal static void Ensure()");
        code.Close();
        code.Blank();
        code.Open($"static {Registration}()");
        for (int i = 0; i < formatters.Count; i++)
        {
            FormatterModel formatter = formatters[i];
            string native = formatter.Registration is null ? $"{IsNative} || " : string.Empty;
            code.Open($"if ({native}!{Provider}.IsRegistered<{formatter.Type}>())");
            code.Line($"{Provider}.Register{formatter.Registration ?? $"(new {NameOf(i)}())"};");
            code.Close();
        }

        if (HasPackables(formatters))
        {
            code.Line("global::System.GC.KeepAlive(new Kept(Keep));");
        }

        code.Close();
        code.Close();
    }

    private static void EmitFormatter(CodeWriter code, string name, string type, string valueType)
    {
        code.Blank();
        code.Open($"private sealed class {name} : global::MemoryPack.MemoryPackFormatter<{type}>");
        code.Open($"public override void Serialize<TBufferWriter>(ref global::MemoryPack.MemoryPackWriter<TBufferWriter> writer, scoped ref {valueType} value)");
        code.Open($"if (typeof(TBufferWriter) == typeof({Names.Services}MessageBuilder))");
        code.Line($"Write(ref global::System.Runtime.CompilerServices.Unsafe.As<global::MemoryPack.MemoryPackWriter<TBufferWriter>, {Writer}>(ref writer), ref value);");
        code.Close();
        code.Open("else");
        code.Line($"writer.WritePackable<{type}>(value);");
        code.Close();
        code.Close();
        code.Blank();
        code.Line($"public override void Deserialize(ref global::MemoryPack.MemoryPackReader reader, scoped ref {valueType} value) =>");
        code.Indent();
        code.Line($"reader.ReadPackable<{type}>(ref value);");
        code.Unindent();
        code.Blank();
        code.Line($"private static void Write(ref {Writer} writer, scoped ref {valueType} value) => writer.WritePackable<{type}>(value);");
        code.Close();
    }

    private static void EmitKept(CodeWriter code, EquatableArray<FormatterModel> formatters)
    {
        code.Blank();
        code.Line($"private delegate void Kept(ref {Writer} writer);");
        code.Blank();
        code.Line("// Never called: it names what native compilation would not find behind formatters, and inlining would take the names away.");
        code.Line("[global::System.Runtime.CompilerServices.MethodImpl(global::System.Runtime.CompilerServices.MethodImplOptions.NoInlining | global::System.Runtime.CompilerServices.MethodImplOptions.NoOptimization)]");
        code.Open($"private static void Keep(ref {Writer} writer)");
        foreach (FormatterModel formatter in formatters.Where(IsPackable))
        {
            code.Line($"writer.WritePackable<{formatter.Type}>(default({formatter.Type}));");
        }

        code.Close();
    }
}
