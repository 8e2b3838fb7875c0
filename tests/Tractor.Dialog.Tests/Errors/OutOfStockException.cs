namespace Tractor.DialogTests;

/// <summary>An error that both sides know, with room for what was behind it.</summary>
[RemoteError]
internal sealed class OutOfStockException(string message, Exception? innerException = null) : Exception(message, innerException);
