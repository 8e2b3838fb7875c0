using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Tractor.CompilerServices;

/// <summary>What generated code says of one endpoint; the same object serves its callers and its callee.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class EndpointDescriptor
{
    // A body of its own: else it is compiled anew for each program's first dialog.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private protected EndpointDescriptor(string name, string signature, ulong id, ulong contractHash)
    {
        Name = name;
        Signature = signature;
        Id = id;
        ContractHash = contractHash;
    }

    /// <summary>The readable name, <c>Namespace.Outer.Type.Method</c>.</summary>
    public string Name { get; }

    /// <summary>The readable signature with the shapes of its payloads: what an error shows when two builds disagree.</summary>
    public string Signature { get; }

    /// <summary>Identifies the endpoint on the wire; stays the same when its contract changes.</summary>
    public ulong Id { get; }

    /// <summary>Changes whenever the payloads on the wire would.</summary>
    public ulong ContractHash { get; }

    internal abstract TOut Accept<TOut>(IEndpointVisitor<TOut> visitor);

    internal Slowness Slowness { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
