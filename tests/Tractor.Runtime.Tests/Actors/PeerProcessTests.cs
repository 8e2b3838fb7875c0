using NUnit.Framework;
using Tractor.Actors;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Transport;

namespace Tractor.Runtime.Tests.Actors;

/// <summary>The system says which process connects.</summary>
[TestFixture]
[NonParallelizable]
internal sealed class PeerProcessTests
{
    [TestCase(0, null)]
    [TestCase(1, "its process is not the one that the token was given to")]
    [Property("Row", "TPT-11")]
    public async Task A_childs_token_is_for_its_own_process(int apart, string? refusal)
    {
        await using Actor actor = TestActors.Create(ActorTransport.UnixSocket);
        PendingChild pending = new(Credentials.Create(), Soon.Actor("child"));
        pending.SetPid(Environment.ProcessId + apart);
        actor.Listener.Children.Add(pending);

        // What it says of itself fits in any case.
        ActorId id = pending.Id with { Pid = Environment.ProcessId + apart };
        using CancellationTokenSource enough = new();
        Task<IdentifiedConnection> connecting = ClientHandshake.ConnectAsync(
            actor.Listener.Address, id, isChild: true, pending.Token!, Soon.Bound, TimeProvider.System, enough.Token);
        if (refusal is null)
        {
            AdmittedChild admitted = await Soon.Ends(pending.Connected);
            Assert.That(PeerProcess.PidOf(admitted.Connection), Is.EqualTo(Environment.ProcessId));
            Assert.That(PeerProcess.IsForeign(admitted.Connection), Is.False);
            await admitted.Connection.DisposeAsync();
            Assert.That(await Soon.Error(connecting), Is.InstanceOf<TransportException>());
        }
        else
        {
            Assert.That((await Soon.Error(connecting) as TransportException)?.Message, Does.Contain(refusal));
            Assert.That(pending.Connected.IsCompleted, Is.False);
        }
    }

    [TestCase("tcp")]
    [TestCase("mem")]
    public async Task Where_the_system_does_not_tell_there_is_no_process(string scheme)
    {
        ITransport transport = TransportRegistry.Default.Get(scheme);
        await using IListener listener = transport.Listen("here");
        ValueTask<IConnection> accepting = listener.AcceptAsync(CancellationToken.None);
        await using IConnection connection = await Soon.Ends(transport.ConnectAsync(listener.Address, CancellationToken.None).AsTask());
        await using IConnection accepted = await Soon.Ends(accepting.AsTask());
        Assert.That((PeerProcess.PidOf(connection), PeerProcess.PidOf(accepted)), Is.EqualTo(((int?)null, (int?)null)));
    }
}
