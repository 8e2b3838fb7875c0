namespace Tractor.DialogTests;

/// <summary>An error that both sides know, made of its text alone.</summary>
[RemoteError]
internal sealed class TextOnlyException(string message) : Exception(message);
