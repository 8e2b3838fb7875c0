using Tractor.CompilerServices;

namespace Tractor;

/// <summary>The endpoints of one class.</summary>
internal sealed record EndpointTablePart(string AssemblyName, string TypeName, EndpointDescriptor[] Endpoints)
{
    public string Key => $"{AssemblyName}/{TypeName}";
}
