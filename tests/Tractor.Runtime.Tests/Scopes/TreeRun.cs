using System.Collections.Concurrent;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>Runs a tree for real and counts what is under way and what was thrown.</summary>
internal sealed class TreeRun
{
    private int _running;

    public int Running => Volatile.Read(ref _running);

    public ConcurrentQueue<Exception> Thrown { get; } = new();

    public async Task NodeAsync(TreeNode node, CancellationToken token)
    {
        Interlocked.Increment(ref _running);
        try
        {
            await RunAsync(node, token);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    // No token is passed on: the scopes of the flow do that.
    private Task RunAsync(TreeNode node, CancellationToken token) => node.Kind switch
    {
        TreeNodeKind.Ends => Task.CompletedTask,
        TreeNodeKind.Waits => Soon.Forever(token),
        TreeNodeKind.Fails => FailAsync(),
        TreeNodeKind.Nursery => NurseryAsync(node),
        TreeNodeKind.CancelScope => CancelScope.RunAsync(_ => NurseryAsync(node), cancellationToken: CancellationToken.None),
        _ => CancelScope.RunAsync(scope => NurseryAsync(node, scope), cancellationToken: CancellationToken.None),
    };

    private Task NurseryAsync(TreeNode node, CancelScope? around = null) => TaskNursery.RunAsync(nursery =>
    {
        foreach (TreeNode below in node.Below)
        {
            nursery.Run(token => NodeAsync(below, token));
        }

        around?.Cancel();
        return Task.CompletedTask;
    });

    private async Task FailAsync()
    {
        await Task.Yield();
        var error = new InvalidOperationException("a leaf failed");
        Thrown.Enqueue(error);
        throw error;
    }
}
