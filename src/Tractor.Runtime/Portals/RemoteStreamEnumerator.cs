using System.Runtime.CompilerServices;
using Tractor.AsyncMethods;
using Tractor.CompilerServices;

namespace Tractor.Portals;

/// <summary>
/// Reads a one-way stream. Leaving the loop, by its end, a break, a cancellation or an error, ends the producer, and waits
/// for its end within the dialog's cancel timeout (STR-25).
/// </summary>
internal sealed class RemoteStreamEnumerator<TArguments, TItem>(
    Portal portal, StreamEndpoint<TArguments, TItem> endpoint, TArguments arguments, CancellationToken callToken, CancellationToken loopToken)
    : IAsyncEnumerator<TItem>
{
    private readonly CancellationTokenSource? _linked =
        callToken.CanBeCanceled && loopToken.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(callToken, loopToken) : null;

    private StreamDialog<TArguments, TItem>? _dialog;
    private bool _isDisposed;
    private bool _isObserved;

    public TItem Current { get; private set; } = default!;

    private CancellationToken Token => _linked?.Token ?? (callToken.CanBeCanceled ? callToken : loopToken);

    public ValueTask<bool> MoveNextAsync()
    {
        if (_dialog is { } dialog && !_isDisposed && !Token.IsCancellationRequested && dialog.Inbox.TryTake(out TItem item))
        {
            Current = item;
            return new ValueTask<bool>(true);
        }

        return MoveLaterAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_dialog is not null)
        {
            await EndAsync(_dialog).ConfigureAwait(false);
        }

        _linked?.Dispose();
    }

    [AsyncMethodBuilder(typeof(PooledValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveLaterAsync()
    {
        if (_isDisposed)
        {
            return false;
        }

        Token.ThrowIfCancellationRequested();
        if (_dialog is null && portal.IsCrowded)
        {
            await portal.WaitForRoomAsync(Token).ConfigureAwait(false);
        }

        _dialog ??= portal.StartStream(endpoint, arguments);
        _dialog.Inbox.Enter();
        try
        {
            while (await _dialog.Inbox.WaitAsync(Token).ConfigureAwait(false))
            {
                if (_dialog.Inbox.TryTakeOwned(out TItem item))
                {
                    Current = item;
                    return true;
                }
            }

            return false;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _isObserved = true;
            throw;
        }
        finally
        {
            _dialog.Inbox.Exit();
        }
    }

    private async Task EndAsync(StreamDialog<TArguments, TItem> dialog)
    {
        dialog.Cancel(CancelReason.ParentEnded, "its consumer left");
        dialog.Inbox.Close();
        if (!await DialogWaits.DrainAsync(portal, dialog.Terminal, endpoint.Name).ConfigureAwait(false))
        {
            dialog.LeaveUnended();
        }

        if (await dialog.Terminal.ConfigureAwait(false) is { } error && !_isObserved)
        {
            portal.Owner.Report(error);
        }
    }
}
