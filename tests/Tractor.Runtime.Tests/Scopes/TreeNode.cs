namespace Tractor.Runtime.Tests.Scopes;

public enum TreeNodeKind
{
    Ends,
    Waits,
    Fails,
    Nursery,
    CancelScope,
    CancelsItself,
}

/// <summary>A leaf, or a scope that runs what is below it at once.</summary>
public sealed record TreeNode(TreeNodeKind Kind, TreeNode[] Below)
{
    /// <summary>Whether it surely ends without a cancel from outside.</summary>
    public bool CanEndByItself => Kind switch
    {
        TreeNodeKind.Waits => false,
        TreeNodeKind.Ends or TreeNodeKind.Fails or TreeNodeKind.CancelsItself => true,
        _ => Below.All(node => node.CanEndByItself) || Below.Any(node => node.SurelyFails),
    };

    /// <summary>Whether it surely ends with an error.</summary>
    public bool SurelyFails => Kind switch
    {
        TreeNodeKind.Fails => true,
        TreeNodeKind.Nursery or TreeNodeKind.CancelScope => Below.Any(node => node.SurelyFails),
        _ => false,
    };

    public override string ToString() => Below.Length == 0 ? $"{Kind}" : $"{Kind}({string.Join(", ", Below.Select(node => node.ToString()))})";
}
