namespace Tractor;

/// <summary>Which payload of an endpoint is meant.</summary>
public enum PayloadPart
{
    /// <summary>The arguments that the caller gave.</summary>
    Arguments = 0,

    /// <summary>The first value, given to <c>StartedAsync</c>.</summary>
    FirstValue = 1,

    /// <summary>An item of a stream.</summary>
    Item = 2,

    /// <summary>What the endpoint returned.</summary>
    Result = 3,
}
