namespace Tractor.Generators.Models;

/// <summary>The types of a dialog's context.</summary>
/// <param name="Type">The context's type.</param>
/// <param name="Started">The first value.</param>
/// <param name="Incoming">What the endpoint receives.</param>
/// <param name="Outgoing">What the endpoint sends.</param>
internal sealed record ContextModel(string Type, PayloadModel Started, PayloadModel Incoming, PayloadModel Outgoing);
