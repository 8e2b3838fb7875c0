using Microsoft.CodeAnalysis.CSharp;
using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>The names that generated code uses.</summary>
internal static class Names
{
    public const string Services = "global::Tractor.CompilerServices.";
    public const string Portal = "global::Tractor.Portal";
    public const string Nothing = "global::Tractor.Nothing";
    public const string Table = "global::Tractor.EndpointTable";
    public const string Token = "global::System.Threading.CancellationToken";
    public const string Task = "global::System.Threading.Tasks.Task";
    public const string ValueTask = "global::System.Threading.Tasks.ValueTask";

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The text inside an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    public static string Keyword(Visibility visibility) => visibility == Visibility.Public ? "public" : "internal";

    public static string QualifiedClass(ClassModel model)
    {
        string name = string.Join(".", model.Containers.Select(container => container.Name));
        return model.Namespace.Length == 0 ? $"global::{name}" : $"global::{QualifiedNamespace(model.Namespace)}.{name}";
    }

    public static string QualifiedNamespace(string name) => string.Join(".", name.Split('.').Select(Parsing.Identifier.Escape));

    /// <summary>Marks a type as generated and keeps it out of completion lists.</summary>
    public static void Hide(CodeWriter code)
    {
        code.Line("[global::System.ComponentModel.EditorBrowsable(global::System.ComponentModel.EditorBrowsableState.Never)]");
        Mark(code);
    }

    public static void Mark(CodeWriter code) =>
        code.Line("[global::System.CodeDom.Compiler.GeneratedCode(\"" + Parsing.WellKnown.Tool + "\", \"0.1.0\")]");
}
