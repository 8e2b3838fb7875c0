using System.ComponentModel;
using Tractor.CompilerServices;

namespace Tractor;

/// <summary>
/// The endpoints that an actor serves: the generated table of a class (<c>Workers.Endpoints</c>), or several added
/// up with <c>+</c>. What is in no table of an actor is refused there (RPC-02).
/// </summary>
public sealed class EndpointTable
{
    private readonly EndpointTablePart[] _parts;

    /// <summary>Makes the table of one class; called by generated code.</summary>
    /// <param name="assemblyName">The simple name of the assembly that holds the class.</param>
    /// <param name="typeName">The class's full name.</param>
    /// <param name="endpoints">Its endpoints.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public EndpointTable(string assemblyName, string typeName, params EndpointDescriptor[] endpoints)
    {
        ArgumentNullException.ThrowIfNull(assemblyName);
        ArgumentNullException.ThrowIfNull(typeName);
        ArgumentNullException.ThrowIfNull(endpoints);
        _parts = [new EndpointTablePart(assemblyName, typeName, endpoints)];
    }

    private EndpointTable(EndpointTablePart[] parts) => _parts = parts;

    /// <summary>The table without endpoints: an actor that serves nothing.</summary>
    public static EndpointTable Empty { get; } = new([]);

    internal IReadOnlyList<EndpointTablePart> Parts => _parts;

    /// <summary>The endpoints of both tables; a class that is in both counts once.</summary>
    /// <param name="left">A table.</param>
    /// <param name="right">Another table.</param>
    public static EndpointTable operator +(EndpointTable left, EndpointTable right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left._parts.Length == 0 || right._parts.Length == 0)
        {
            return left._parts.Length == 0 ? right : left;
        }

        return Merge(left, right);
    }

    // A method of its own: a child with one table loads no queries.
    private static EndpointTable Merge(EndpointTable left, EndpointTable right) =>
        new(left._parts.Concat(right._parts).DistinctBy(part => part.Key).ToArray());

    /// <inheritdoc cref="op_Addition"/>
    public static EndpointTable Add(EndpointTable left, EndpointTable right) => left + right;
}
