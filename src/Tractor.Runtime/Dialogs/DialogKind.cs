namespace Tractor.Dialogs;

/// <summary>Which of the grammars a dialog follows.</summary>
internal enum DialogKind : byte
{
    /// <summary><c>Start (Result | Error)</c>.</summary>
    Call,

    /// <summary><c>Start Accepted? Started? items (Result | Error)</c>.</summary>
    Context,

    /// <summary><c>Start Accepted? items (Result | Error)</c>: items from the endpoint only.</summary>
    Stream,
}
