using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the reading of a payload, in the order of the writing.</summary>
internal sealed class ReadBodyEmitter
{
    private readonly CodeWriter _code;
    private readonly List<string> _run = [];
    private int _locals;

    private ReadBodyEmitter(CodeWriter code) => _code = code;

    public static void Emit(CodeWriter code, PayloadShape shape)
    {
        ReadBodyEmitter emitter = new(code);
        string value = emitter.Read(shape);
        emitter.Flush();
        code.Line($"value = {value};");
    }

    /// <summary>Emits the statements and returns the expression that gives the value after them.</summary>
    private string Read(PayloadShape shape) => shape switch
    {
        PayloadShape.Unmanaged => ReadUnmanaged(shape.Type),
        PayloadShape.Tuple tuple => $"({string.Join(", ", tuple.Elements.Select(Read).ToArray())})",
        PayloadShape.Optional { Value: PayloadShape.Unmanaged } optional => ReadOptionalUnmanaged(optional),
        PayloadShape.Optional optional => ReadOptional(optional),
        PayloadShape.Nothing => $"default({Names.Nothing})",
        PayloadShape.Text => ReadStatement("string?", $"{Names.Services}PayloadReads.ReadString(ref reader)"),
        PayloadShape.UnmanagedArray array => ReadStatement(array.Element + "[]?", $"{Names.Services}PayloadReads.ReadUnmanagedArray<{array.Element}>(ref reader)"),
        PayloadShape.OwnedBytes => ReadStatement("var", $"{Names.Services}PayloadReads.ReadOwnedBytes(ref reader)"),
        PayloadShape.Packable packable => ReadStatement("var", $"reader.ReadPackable<{packable.Type.TrimEnd('?')}>()"),
        _ => ReadStatement("var", $"reader.ReadValue<{shape.Type}>()"),
    };

    private string ReadUnmanaged(string type)
    {
        string local = NextLocal();
        _run.Add($"out {type} {local}");
        return local;
    }

    private string ReadOptionalUnmanaged(PayloadShape.Optional shape)
    {
        string has = ReadUnmanaged("bool");
        string value = ReadUnmanaged(shape.Value.Type);
        return $"({has} ? {value} : default({shape.Type}))";
    }

    private string ReadOptional(PayloadShape.Optional shape)
    {
        string has = ReadUnmanaged("bool");
        Flush();
        string local = NextLocal();
        _code.Line($"{shape.Type} {local} = default;");
        _code.Open($"if ({has})");
        string value = Read(shape.Value);
        Flush();
        _code.Line($"{local} = {value};");
        _code.Close();
        return local;
    }

    private string ReadStatement(string type, string expression)
    {
        Flush();
        string local = NextLocal();
        _code.Line($"{type} {local} = {expression};");
        return local + "!";
    }

    private string NextLocal() => $"v{_locals++}";

    private void Flush()
    {
        for (int start = 0; start < _run.Count; start += Runs.Longest)
        {
            _code.Line($"reader.ReadUnmanaged({string.Join(", ", _run.Skip(start).Take(Runs.Longest))});");
        }

        _run.Clear();
    }
}
