using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>Emits the file of one class.</summary>
internal static class EndpointClassEmitter
{
    public static string Emit(EndpointClassModel model, bool hasExtensionMembers)
    {
        ClassModel owner = model.Class;
        HolderPath path = new(owner);
        IReadOnlyList<EndpointDeclaration> endpoints = EndpointDeclaration.AllOf(model);
        List<Proxy> proxies = [.. endpoints.SelectMany(endpoint => ProxyBuilder.Build(owner, endpoint.Model, $"{path.Text}.{endpoint.Member}"))];

        CodeWriter code = new();
        FileHeader.Emit(code);
        if (owner.Namespace.Length > 0)
        {
            code.Open($"namespace {Names.QualifiedNamespace(owner.Namespace)}");
        }

        HolderEmitter.Emit(code, owner, endpoints, path);
        code.Blank();
        ProxyEmitter.EmitExtensions(code, owner, proxies, hasExtensionMembers);
        code.Blank();
        ProxyEmitter.EmitPortal(code, owner, proxies);
        if (owner.Namespace.Length > 0)
        {
            code.Close();
        }

        return code.ToString();
    }

    /// <summary>Where the registration finds the class's table.</summary>
    public static TableModel Table(EndpointClassModel model) => new(model.Class.FullName, new HolderPath(model.Class).Text + ".Table");
}
