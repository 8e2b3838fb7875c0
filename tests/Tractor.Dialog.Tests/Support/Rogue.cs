using Tractor.Wire;

namespace Tractor.DialogTests;

/// <summary>An actor that does to others what no correct one does.</summary>
internal static partial class Rogue
{
    /// <summary>Starts a call of its parent over a connection of its own and cuts that.</summary>
    [TractorContext]
    private static async Task CallAndCut(ActorAddress address, string key, bool fails)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        Task<int> call = other.RunToEndAsync(key, fails);
        await CurrentActor.Parent!.ReadSignAsync(key + ".cut");
        other.Link.Abort(new IOException("cut"));
        await Soon.ErrorOfAsync(() => call);
    }

    /// <summary>Sends a frame that does not belong where it goes, and says what a call under way got for it.</summary>
    [TractorContext]
    private static async Task<string> SendWrong(ActorAddress address, byte kind, ulong dialog)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        Task<string> call = other.ReadSignAsync("never");
        other.Link.Send((FrameKind)kind, dialog);
        Exception? error = await Soon.ErrorOfAsync(() => call.WithinAsync());
        return $"{error?.GetType().Name} of {error?.InnerException?.GetType().Name}: {error?.InnerException?.Message}";
    }

    /// <summary>Sends its parent a frame of a dialog that never was.</summary>
    [TractorContext]
    private static Task SendStray(byte kind, ulong dialog)
    {
        CurrentActor.Parent!.Link.Send((FrameKind)kind, dialog);
        return Task.CompletedTask;
    }

    /// <summary>Asks for its parent's end so many times, and says what its own connection came to.</summary>
    [TractorContext]
    private static async Task<string> AskForEnd(ActorAddress address, int times)
    {
        Portal other = await CurrentActor.ConnectAsync(address);
        Cancellation cancellation = new(CurrentActor.Id, CancelReason.Explicit, [CurrentActor.Id], "again");
        Task<bool>[] asked = [.. Enumerable.Range(0, times).Select(_ => other.Link.CancelPeerAsync(cancellation, TimeSpan.Zero))];
        bool[] answers = await Task.WhenAll(asked).WithinAsync();
        return $"{answers.Count(answer => answer)} {(await other.Link.Closed.WithinAsync()).InnerException?.Message}";
    }

    /// <summary>The endpoint's id in this process, and the name that this process finds for an id (MSG-11).</summary>
    [TractorContext]
    private static Task<(ulong Id, string Name)> Resolve(string name, ulong id)
    {
        var all = (Rogue.Endpoints + Mixed.Endpoints).Parts.SelectMany(part => part.Endpoints).ToList();
        return Task.FromResult((all.Single(endpoint => endpoint.Name == name).Id, all.Single(endpoint => endpoint.Id == id).Name));
    }

    [TractorContext]
    private static Task EndMyself()
    {
        CurrentActor.RequestCancel();
        return Task.CompletedTask;
    }

    /// <summary>How many dialogs others have open in this actor.</summary>
    [TractorContext]
    private static Task<int> CountDialogs() => Task.FromResult(DialogsHere());

    internal static int DialogsHere() => Actors.ActorsInProcess.Get("test").Peers.Links.Sum(link => link.Dialogs.OpenedByPeer);
}
