namespace Tractor.DialogTests;

/// <summary>Something that no correct peer sends.</summary>
internal sealed record WrongCase(string Name, Func<RawPeer, Task> Send)
{
    public override string ToString() => Name;
}
