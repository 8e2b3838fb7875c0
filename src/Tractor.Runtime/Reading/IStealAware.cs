namespace Tractor.Reading;

/// <summary>User code that wants to know that it took too long on a reader's thread.</summary>
internal interface IStealAware
{
    void OnStolen();
}
