using NUnit.Framework;
using Tractor.Actors;
using Tractor.Platform;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>A new child waits for its parent's words on its main thread, by blocking and without a timer.</summary>
[TestFixture]
internal sealed class IdleHandshakeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(300);

    // Over TCP the connecting leaves the thread, and a timer takes over.
    [TestCase("uds")]
    [TestCase("tcp")]
    public async Task A_parent_that_stays_silent_is_given_up_in_time(string scheme)
    {
        await using IListener listener = TransportRegistry.Default.Get(scheme).Listen("silent");
        Exception? error = await Soon.Error(OnIdleThread(() => ConnectAsync(listener.Address, CancellationToken.None)));
        Assert.That((error as TransportException)?.Fault, Is.EqualTo(TransportFault.Handshake), error?.ToString());
        Assert.That(error!.Message, Does.Contain("did not answer within"));
    }

    [Test]
    public async Task Who_gives_up_earlier_is_heard()
    {
        await using IListener listener = TransportRegistry.Default.Get("uds").Listen("silent");
        using CancellationTokenSource source = new();
        Task connecting = OnIdleThread(() => ConnectAsync(listener.Address, source.Token, TimeSpan.FromDays(1)));
        await source.CancelAsync();
        Assert.That(await Soon.Error(connecting), Is.InstanceOf<OperationCanceledException>());
    }

    private static Task<IdentifiedConnection> ConnectAsync(ActorAddress address, CancellationToken cancellationToken, TimeSpan? limit = null) =>
        ClientHandshake.ConnectAsync(address, Soon.Actor("child"), isChild: true, Credentials.Create(), limit ?? Limit, TimeProvider.System, cancellationToken);

    private static Task OnIdleThread(Func<Task> work) => Task.Factory.StartNew(
        () =>
        {
            IdleThread.Begin(static () => { });
            work().GetAwaiter().GetResult();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
