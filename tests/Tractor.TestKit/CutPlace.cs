namespace Tractor.TestKit;

/// <summary>Where in the sequence of bytes a connection is cut.</summary>
public enum CutPlace
{
    /// <summary>Between two frames.</summary>
    Boundary,

    /// <summary>In the header of a frame.</summary>
    Header,

    /// <summary>In the payload of a frame, or behind its header where it has none.</summary>
    Payload,
}
