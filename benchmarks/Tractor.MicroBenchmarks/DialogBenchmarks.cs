using BenchmarkDotNet.Attributes;
using Tractor.Dialogs;
using Tractor.Wire;

namespace Benchmarks.Micro;

/// <summary>The grammar of dialogs alone: what judging the frames costs.</summary>
public class DialogBenchmarks
{
    private const int Items = 100;

    /// <summary>One call: its result.</summary>
    [Benchmark]
    public bool Call() => Feed(new DialogState(DialogKind.Call), FrameKind.Result).HasEnded;

    /// <summary>One dialog without items: accepted, started, result.</summary>
    [Benchmark]
    public bool Context()
    {
        DialogState state = Feed(new DialogState(DialogKind.Context), FrameKind.Accepted);
        return Feed(Feed(state, FrameKind.Started), FrameKind.Result).HasEnded;
    }

    /// <summary>One item of an open stream.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    public bool Item()
    {
        DialogState state = Feed(Feed(new DialogState(DialogKind.Context), FrameKind.Accepted), FrameKind.Started);
        for (int i = 0; i < Items; i++)
        {
            state = Feed(state, FrameKind.Item);
        }

        return state.HasEnded;
    }

    private static DialogState Feed(DialogState state, FrameKind frame) => state.Apply(frame, DialogSide.Endpoint).Next;
}
