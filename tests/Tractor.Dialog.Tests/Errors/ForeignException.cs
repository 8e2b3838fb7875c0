namespace Tractor.DialogTests;

/// <summary>An error that nobody registered.</summary>
internal sealed class ForeignException(string message) : Exception(message);
