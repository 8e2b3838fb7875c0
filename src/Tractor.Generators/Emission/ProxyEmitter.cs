using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the proxies: extension methods, and the type behind the qualified form.</summary>
internal static class ProxyEmitter
{
    public static void EmitExtensions(CodeWriter code, ClassModel owner, IReadOnlyList<Proxy> proxies, bool hasExtensionMembers)
    {
        string access = Names.Keyword(proxies.Max(proxy => proxy.Visibility));
        code.Line($"/// <summary>Calls the endpoints of <c>{Names.Xml(owner.FullName)}</c> through a portal.</summary>");
        Names.Mark(code);
        code.Open($"{access} static class {owner.ExtensionsType}");
        if (hasExtensionMembers)
        {
            code.Line("/// <summary>The form that is never ambiguous.</summary>");
            code.Open($"extension({Names.Portal} portal)");
            code.Line($"/// <summary>The endpoints of <c>{Names.Xml(owner.FullName)}</c> in the actor behind this portal.</summary>");
            code.Line($"{access} {owner.PortalType} {Parsing.Identifier.Escape(owner.QualifiedName)} => new {owner.PortalType}(portal);");
            code.Close();
            code.Blank();
        }

        string separator = string.Empty;
        foreach (Proxy proxy in proxies)
        {
            EmitMethod(code, proxy, "static ", $"this {Names.Portal} {proxy.Portal}, ", proxy.Body, ref separator);
        }

        code.Close();
    }

    public static void EmitPortal(CodeWriter code, ClassModel owner, IReadOnlyList<Proxy> proxies)
    {
        string access = Names.Keyword(proxies.Max(proxy => proxy.Visibility));
        code.Line($"/// <summary>The endpoints of <c>{Names.Xml(owner.FullName)}</c> in the actor behind a portal: the form that is never ambiguous.</summary>");
        Names.Mark(code);
        code.Open($"{access} readonly struct {owner.PortalType}");
        code.Line($"private readonly {Names.Portal} portal;");
        code.Blank();
        code.Line($"internal {owner.PortalType}({Names.Portal} portal) => this.portal = portal;");
        string separator = "\n";
        foreach (Proxy proxy in proxies)
        {
            string arguments = string.Join(", ", proxy.Names);
            EmitMethod(code, proxy, string.Empty, string.Empty, $"{owner.ExtensionsType}.{proxy.Name}(this.portal, {arguments})", ref separator);
        }

        code.Close();
    }

    private static void EmitMethod(CodeWriter code, Proxy proxy, string modifier, string receiver, string body, ref string separator)
    {
        if (separator.Length > 0)
        {
            code.Blank();
        }

        separator = "\n";
        code.Line($"/// <summary>{proxy.Summary}</summary>");
        code.Line($"{Names.Keyword(proxy.Visibility)} {modifier}{proxy.ReturnType} {proxy.Name}({receiver}{string.Join(", ", proxy.Parameters)}) =>");
        code.Indent();
        code.Line($"{body};");
        code.Unindent();
    }
}
