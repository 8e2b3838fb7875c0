using System.Net.Sockets;
using NUnit.Framework;

namespace Tractor.Transport.Tests;

[TestFixture]
[NonParallelizable]
internal sealed class AcceptTroubleTests
{
    private const int MostAttempts = 50;
    private const ulong FewerThanAnyHas = 3;

    [Test]
    public async Task Want_of_descriptors_is_told_apart_and_the_listener_goes_on()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("The number of the limit is Linux's.");
        }

        using ScratchDirectory scratch = new();
        UnixSocketTransport transport = new(scratch.Runtime);
        await using IListener listener = transport.Listen("a");
        await using IConnection client = await transport.ConnectAsync(listener.Address, CancellationToken.None);

        Exception? error = await AcceptWithoutDescriptorsAsync(listener);
        Assert.That(error, Is.InstanceOf<TransientAcceptException>());
        Assert.That(error!.Message, Does.Contain(listener.Address.ToString()).And.Contain("ulimit"));

        await using IConnection server = await listener.AcceptAsync(CancellationToken.None).Within();
    }

    [TestCase(SocketError.TooManyOpenSockets, true)]
    [TestCase(SocketError.NoBufferSpaceAvailable, true)]
    [TestCase(SocketError.ConnectionAborted, true)]
    [TestCase(SocketError.InvalidArgument, false)]
    [TestCase(SocketError.NotSocket, false)]
    public void Only_what_can_pass_is_transient(SocketError error, bool transient)
        => Assert.That(SocketErrors.IsTransientAccept(new SocketException((int)error)), Is.EqualTo(transient));

    [TestCase(SocketError.ConnectionReset, true)]
    [TestCase(SocketError.Shutdown, true)]
    [TestCase(SocketError.ConnectionAborted, true)]
    [TestCase(SocketError.OperationAborted, false)]
    [TestCase(SocketError.AccessDenied, false)]
    [TestCase(SocketError.MessageSize, false)]
    [Property("Row", "TPT-04")]
    public void Only_a_peers_leaving_is_a_peers_close(SocketError error, bool close)
        => Assert.That(SocketErrors.IsPeerClose(new SocketException((int)error)), Is.EqualTo(close));

    /// <summary>A mixed group is passed on as it is: what is in it besides is not to be lost.</summary>
    [Test, Property("Row", "TPT-04")]
    public void A_group_is_a_close_if_all_in_it_is()
    {
        SocketException reset = new((int)SocketError.ConnectionReset), broken = new((int)SocketError.Shutdown);
        Assert.That(SocketErrors.IsPeerClose(new AggregateException(reset, broken)), Is.True);
        Assert.That(SocketErrors.IsPeerClose(new AggregateException(reset, new AggregateException(broken))), Is.True);
        Assert.That(SocketErrors.IsPeerClose(new AggregateException(reset, new InvalidOperationException())), Is.False);
        Assert.That(SocketErrors.IsPeerClose(new AggregateException(reset, new AggregateException(new SocketException((int)SocketError.AccessDenied)))), Is.False);
        Assert.That(SocketErrors.IsPeerClose(new AggregateException()), Is.False);
    }

    // A connection needs two; with one it may be accepted, and lost. An accept that took two shows that something else in this
    // process closed one since they were counted: then there was no want, and they are counted again. What an attempt opened
    // stays open, as its close may go on behind the test's back and would spoil the next count.
    [TestCase("uds")]
    [TestCase("tcp")]
    public async Task Without_a_second_descriptor_the_accept_says_why_and_the_listener_goes_on(string scheme)
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Ignore("The number of the limit is Linux's.");
        }

        using ScratchDirectory scratch = new();
        ITransport transport = scheme == "uds" ? new UnixSocketTransport(scratch.Runtime) : new TcpTransport();
        await using IListener listener = transport.Listen("a");
        Stack<IAsyncDisposable> opened = [];
        try
        {
            (IConnection first, IConnection second, Exception error) = await ComeToWantAsync(transport, listener, opened);
            Assert.That(error, Is.InstanceOf<TransientAcceptException>());
            Assert.That(error.Message, Does.Contain(listener.Address.ToString()).And.Contain("ulimit"));

            await TrySendAsync(first, 7);
            await TrySendAsync(second, 7);
            await using IConnection server = await listener.AcceptAsync(CancellationToken.None).Within();
            Assert.That(await server.ReceiveExactlyAsync(1), Is.EqualTo(new byte[] { 7 }));
        }
        finally
        {
            foreach (IAsyncDisposable each in opened)
            {
                await each.DisposeAsync();
            }
        }
    }

    // Two who dial, of whom none is taken for want of a descriptor.
    private static async Task<(IConnection First, IConnection Second, Exception Error)> ComeToWantAsync(ITransport transport, IListener listener, Stack<IAsyncDisposable> opened)
    {
        for (int attempt = 0; attempt < MostAttempts; attempt++)
        {
            IConnection first = await transport.ConnectAsync(listener.Address, CancellationToken.None);
            opened.Push(first);
            IConnection second = await transport.ConnectAsync(listener.Address, CancellationToken.None);
            opened.Push(second);
            ulong before = TestNative.LimitOpenFiles(TestNative.LimitThatLeavesOne());
            try
            {
                opened.Push(await listener.AcceptAsync(CancellationToken.None).Within());
            }
            catch (IOException error)
            {
                return (first, second, error);
            }
            finally
            {
                TestNative.LimitOpenFiles(before);
            }

            opened.Push(await listener.AcceptAsync(CancellationToken.None).Within());
        }

        throw new AssertionException($"Each of {MostAttempts} accepts found two descriptors.");
    }

    private static async Task TrySendAsync(IConnection connection, byte value)
    {
        try
        {
            await connection.SendAsync(new[] { value }).Within();
        }
        catch (ConnectionClosedException)
        {
            // It is the one that was lost.
        }
    }

    private static async Task<Exception?> AcceptWithoutDescriptorsAsync(IListener listener)
    {
        ulong before = TestNative.LimitOpenFiles(FewerThanAnyHas);
        try
        {
            await using IConnection taken = await listener.AcceptAsync(CancellationToken.None).Within();
            return null;
        }
        catch (IOException error)
        {
            return error;
        }
        finally
        {
            TestNative.LimitOpenFiles(before);
        }
    }
}
