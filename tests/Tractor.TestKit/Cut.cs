namespace Tractor.TestKit;

/// <summary>Where a connection is cut, and how.</summary>
/// <param name="FromConnector">The direction that is counted: of what the connecting side sends, else of the listening side.</param>
/// <param name="Frame">So many frames of it pass.</param>
/// <param name="Place">And so much of the next one.</param>
/// <param name="Kind">How it ends then.</param>
public sealed record Cut(bool FromConnector, int Frame, CutPlace Place, CutKind Kind);
