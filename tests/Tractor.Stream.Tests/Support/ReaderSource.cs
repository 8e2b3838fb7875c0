namespace Tractor.StreamTests;

/// <summary>Of what the readers of a test read, both from another actor.</summary>
public enum ReaderSource
{
    /// <summary>The stream of a dialog.</summary>
    Dialog,

    /// <summary>A one-way stream, as any sequence.</summary>
    Sequence,
}
