using System.Text;

namespace Tractor.Generators.Emission;

/// <summary>Source text with indentation.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder text = new();
    private int depth;

    public void Line(string line)
    {
        text.Append(' ', depth * 4).Append(line).Append('\n');
    }

    public void Blank() => text.Append('\n');

    public void Open(string? header = null)
    {
        if (header is not null)
        {
            Line(header);
        }

        Line("{");
        depth++;
    }

    public void Close(string tail = "")
    {
        depth--;
        Line("}" + tail);
    }

    public void Indent() => depth++;

    public void Unindent() => depth--;

    public override string ToString() => text.ToString();
}
