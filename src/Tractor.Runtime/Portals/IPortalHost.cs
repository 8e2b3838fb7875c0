using Microsoft.Extensions.Logging;

namespace Tractor.Portals;

/// <summary>What portals need of the actor that they belong to.</summary>
internal interface IPortalHost
{
    ActorId Id { get; }

    ActorLimits Limits { get; }

    TimeProvider Time { get; }

    ILogger Logger { get; }

    /// <summary>Makes a dialog's handle current in the calling flow until disposed (CTX-35).</summary>
    IDisposable EnterDialog(object context);
}
