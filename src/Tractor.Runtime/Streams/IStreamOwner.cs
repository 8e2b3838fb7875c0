using Microsoft.Extensions.Logging;
using Tractor.Links;

namespace Tractor.Streams;

/// <summary>What the two directions of a stream need of the dialog that they belong to.</summary>
internal interface IStreamOwner
{
    Link Link { get; }

    ulong DialogId { get; }

    string EndpointName { get; }

    ActorId Self { get; }

    ActorLimits Limits { get; }

    ILogger Logger { get; }

    /// <summary>Whether this side asked for, or was asked for, the dialog's end.</summary>
    bool IsCancelCalled { get; }

    /// <summary>The error that the dialog ended with is thrown to a user of the stream.</summary>
    void MarkObserved();

    /// <summary>Tells the grammar of this side's Stop; false when there is none to be sent.</summary>
    bool TryStop();
}
