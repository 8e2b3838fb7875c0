using NUnit.Framework;
using Tractor.Errors;
using Tractor.Links;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Wire;

namespace Tractor.Runtime.Tests.Links;

/// <summary>What a new child says first of all over its link.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class FirstWordsTests
{
    private readonly FirstWords _words = new();

    [Test]
    public async Task A_child_that_is_ready_may_open_dialogs_then()
    {
        await using LinkPair pair = await LinkPair.CreateAsync(words: _words);
        pair.Client.Send(FrameKind.Ready, 0, new ReadyMessage(1));
        Assert.That(await Soon.Ends(_words.Said), Is.Null);
        (TestDialog here, TestDialog there) = await pair.OpenAsync();
        Assert.That(there.Id, Is.EqualTo(here.Id));
    }

    [Test]
    public async Task A_child_whose_start_failed_tells_why()
    {
        await using LinkPair pair = await LinkPair.CreateAsync(words: _words);
        pair.Client.Send(FrameKind.BootFailed, 0, ErrorBox.Pack(new InvalidOperationException("no disk"), Soon.Actor("client"), null));
        ErrorInfo? failure = await Soon.Ends(_words.Said);
        Assert.That(ErrorBox.Unpack(failure!, Soon.Actor("client")).Message, Does.Contain("no disk"));
    }

    [TestCase(FrameKind.Start, "a child that starts sent a Start frame")]
    [TestCase(FrameKind.Ending, "a child that starts sent a Ending frame")]
    [TestCase(FrameKind.BootFailed, "a message could not be read")]
    [TestCase((FrameKind)200, "a child that starts sent a 200 frame")]
    public async Task Other_words_end_the_link(FrameKind kind, string problem)
    {
        await using LinkPair pair = await LinkPair.CreateAsync(words: _words);
        pair.Client.Send(kind, 1);
        Assert.That(await Soon.Error(_words.Said), Is.TypeOf<ProtocolException>().With.Message.Contains(problem));
        Assert.That(await Soon.Ends(pair.Server.Closed), Is.TypeOf<ProtocolException>());
    }

    [Test]
    public async Task They_are_said_once()
    {
        await using LinkPair pair = await LinkPair.CreateAsync(words: _words);
        pair.Client.Send(FrameKind.Ready, 0, new ReadyMessage(1));
        pair.Client.Send(FrameKind.Ready, 0, new ReadyMessage(1));
        Assert.That(await Soon.Ends(pair.Server.Closed), Is.TypeOf<ProtocolException>().With.Message.Contains("frame kind 4 is unknown here"));
        Assert.That(await Soon.Ends(_words.Said), Is.Null);
    }

    [Test]
    public async Task Who_waits_hears_of_the_end_and_nobody_of_one_that_nobody_waits_for()
    {
        List<Exception> unobserved = [];
        void Note(object? sender, UnobservedTaskExceptionEventArgs args) => unobserved.Add(args.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            for (int i = 0; i < 10; i++)
            {
                await Task.Run(static () => LoseAsync(new FirstWords()));
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            Assert.That(unobserved.Where(error => error.InnerException is PeerLostException), Is.Empty);
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        await LoseAsync(_words);
        Assert.That(await Soon.Error(_words.Said), Is.TypeOf<PeerLostException>().With.Message.Contains("it closed the connection"));
    }

    private static async Task LoseAsync(FirstWords words)
    {
        await using LinkPair pair = await LinkPair.CreateAsync(words: words);
        await pair.Client.DisposeAsync();
        await Soon.Ends(Task.WhenAny(words.Said));
    }
}
