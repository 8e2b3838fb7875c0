using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the writing of a payload; unmanaged values that follow each other go out in one call.</summary>
internal sealed class WriteBodyEmitter
{
    private readonly CodeWriter code;
    private readonly List<string> run = [];
    private int locals;

    private WriteBodyEmitter(CodeWriter code) => this.code = code;

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
                run.Add(value);
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
                code.Line(Statement(shape, value));
                break;
        }
    }

    private void WriteOptional(PayloadShape.Optional shape, string value)
    {
        run.Add($"{value}.HasValue");
        if (shape.Value is PayloadShape.Unmanaged)
        {
            run.Add($"{value}.GetValueOrDefault()");
            return;
        }

        Flush();
        string local = $"some{locals++}";
        code.Open($"if ({value} is {{ }} {local})");
        Write(shape.Value, local);
        Flush();
        code.Close();
    }

    private static string Statement(PayloadShape shape, string value) => shape switch
    {
        PayloadShape.Text => $"writer.WriteString({value});",
        PayloadShape.UnmanagedArray array => $"writer.WriteUnmanagedArray<{array.Element}>({value});",
        PayloadShape.Packable packable => $"writer.WritePackable<{packable.Type.TrimEnd('?')}>({value});",
        _ => $"writer.WriteValue<{shape.Type}>({value});",
    };

    private void Flush()
    {
        for (int start = 0; start < run.Count; start += Runs.Longest)
        {
            code.Line($"writer.WriteUnmanaged({string.Join(", ", run.Skip(start).Take(Runs.Longest))});");
        }

        run.Clear();
    }
}
