using NUnit.Framework;

using Tractor.Platform;

namespace Tractor.Tests.Platform;

internal sealed class ProcessExitTests
{
    private static readonly TestCaseData[] Texts =
    [
        new(ProcessExit.OfCode(3), "exit code 3"),
        new(ProcessExit.OfSignal(9, coreDumped: false), "signal 9 (SIGKILL)"),
        new(ProcessExit.OfSignal(6, coreDumped: true), "signal 6 (SIGABRT, core dumped)"),
        new(ProcessExit.OfSignal(34, coreDumped: false), "signal 34 (SIGRTMIN+0)"),
        new(ProcessExit.OfSignal(99, coreDumped: false), "signal 99"),
        new(ProcessExit.Unknown, "end unknown (reaped by another)"),
    ];

    [TestCaseSource(nameof(Texts))]
    public void It_reads_as_a_sentence_part(object exit, string text) => Assert.That(exit.ToString(), Is.EqualTo(text));

    [TestCase(2, "SIGINT")]
    [TestCase(11, "SIGSEGV")]
    [TestCase(15, "SIGTERM")]
    [TestCase(31, "SIGSYS")]
    [TestCase(0, null)]
    [TestCase(32, null)]
    [TestCase(65, null)]
    public void Signals_have_their_names(int signal, string? name) => Assert.That(SignalNumbers.NameOf(signal), Is.EqualTo(name));
}
