using CsCheck;
using NUnit.Framework;
using static Tractor.Runtime.Tests.Scopes.Soon;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>Random trees of nurseries and cancel scopes that really run, with leaves that wait, end, fail or cancel.</summary>
public sealed class TreeModelTests
{
    private static readonly Gen<TreeNode> Leaf = Gen.Frequency(
        (3, Gen.Const(TreeNodeKind.Ends)),
        (4, Gen.Const(TreeNodeKind.Waits)),
        (1, Gen.Const(TreeNodeKind.Fails)))
        .Select(kind => new TreeNode(kind, []));

    private static readonly Gen<TreeNode> Tree = Gen.Recursive<TreeNode>((depth, self) =>
    {
        Gen<TreeNode> inner = Gen.Select(
            Gen.Frequency((1, Gen.Const(TreeNodeKind.Nursery)), (1, Gen.Const(TreeNodeKind.CancelScope)), (1, Gen.Const(TreeNodeKind.CancelsItself))),
            (depth > 4 ? Leaf : self).Array[1, 4],
            (kind, below) => new TreeNode(kind, below));
        return depth == 0 ? inner : Gen.Frequency((1, Leaf), (2, inner));
    });

    [Test]
    public void Trees_end_as_their_leaves_say() =>
        Tree.Sample(node => CheckAsync(node).GetAwaiter().GetResult(), seed: "0000KJ9zQq81", iter: 500, threads: 1);

    private static async Task CheckAsync(TreeNode tree)
    {
        var run = new TreeRun();
        using var outer = new CancellationTokenSource();
        Task whole = TaskNursery.RunAsync(nursery => run.NodeAsync(tree, nursery.CancellationToken), outer.Token);
        if (!tree.CanEndByItself)
        {
            // Some leaf waits for ever unless another fails: the token from outside ends it.
            await outer.CancelAsync();
        }

        Exception? error = await Error(whole);
        IReadOnlyList<Exception> errors = error is AggregateException group ? group.InnerExceptions : error is null ? [] : [error];
        Assert.That(run.Running, Is.Zero, "all has ended");
        if (!tree.CanEndByItself && error is OperationCanceledException)
        {
            errors = [];
        }

        Assert.That(errors, Is.EquivalentTo(run.Thrown), "no failure is lost, none is there twice");
    }
}
