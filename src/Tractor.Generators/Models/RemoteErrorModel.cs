namespace Tractor.Generators.Models;

/// <summary>An exception type that callers get as itself.</summary>
/// <param name="Type">Its full name.</param>
/// <param name="TakesInner">Whether its constructor takes an inner exception behind the message.</param>
internal sealed record RemoteErrorModel(string Type, bool TakesInner);
