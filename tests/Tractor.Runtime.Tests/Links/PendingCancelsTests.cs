using NUnit.Framework;
using Tractor.Links;

namespace Tractor.Runtime.Tests.Links;

[TestFixture]
internal sealed class PendingCancelsTests
{
    private readonly PendingCancels _cancels = new();

    [Test]
    public void Each_request_gets_its_own_answer_once()
    {
        (ulong first, Task<bool> firstDone) = _cancels.Open();
        (ulong second, Task<bool> secondDone) = _cancels.Open();
        Assert.That(second, Is.Not.EqualTo(first));
        _cancels.Complete(second, true);
        _cancels.Complete(second, false);
        _cancels.Complete(12345, true);
        Assert.That((firstDone.IsCompleted, secondDone.Result), Is.EqualTo((false, true)));
        _cancels.Close();
        Assert.That((firstDone.Result, secondDone.Result), Is.EqualTo((false, true)));
        Assert.That(_cancels.Open().Done.Result, Is.False);
    }
}
