using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the writing of a payload; unmanaged values that follow each other go out in one call.</summary>
internal sealed class WriteBodyEmitter
{
    private readonly CodeWriter _code;
    private readonly List<string> _run = [];
    private int _locals;

    private WriteBodyEmitter(CodeWriter code) => _code = code;

    public static void Emit(CodeWriter code, PayloadShape shape)
    {
        WriteBodyEmitter emitter = new(code);
        emitter.Write(shape, "value");
        emitter.Flush();
    }

    private void Write(PayloadShape shape, string value)
    {
        switch (shape)
        {
            case PayloadShape.Unmanaged:
                _run.Add(value);
                break;
            case PayloadShape.Tuple tuple:
                for (int i = 0; i < tuple.Elements.Count; i++)
                {
                    Write(tuple.Elements[i], $"{value}.Item{i + 1}");
                }

                break;
            case PayloadShape.Optional optional:
                WriteOptional(optional, value);
                break;
            case PayloadShape.Nothing:
                break;
            default:
                Flush();
                _code.Line(Statement(shape, value));
                break;
        }
    }

    private void WriteOptional(PayloadShape.Optional shape, string value)
    {
        _run.Add($"{value}.HasValue");
        if (shape.Value is PayloadShape.Unmanaged)
        {
            _run.Add($"{value}.GetValueOrDefault()");
            return;
        }

        Flush();
        string local = $"some{_locals++}";
        _code.Open($"if ({value} is {{ }} {local})");
        Write(shape.Value, local);
        Flush();
        _code.Close();
    }

    private static string Statement(PayloadShape shape, string value) => shape switch
    {
        PayloadShape.Text => $"writer.WriteString({value});",
        PayloadShape.UnmanagedArray array => $"writer.WriteUnmanagedArray<{array.Element}>({value});",
        PayloadShape.OwnedBytes => $"{Names.Services}PayloadWrites.WriteOwnedBytes(ref writer, {value});",
        PayloadShape.Packable packable => $"writer.WritePackable<{packable.Type.TrimEnd('?')}>({value});",
        _ => $"writer.WriteValue<{shape.Type}>({value});",
    };

    private void Flush()
    {
        for (int start = 0; start < _run.Count; start += Runs.Longest)
        {
            _code.Line($"writer.WriteUnmanaged({string.Join(", ", _run.Skip(start).Take(Runs.Longest))});");
        }

        _run.Clear();
    }
}
