namespace Tractor.Errors;

/// <summary>Which exception an error becomes at its receiver. The numbers are the wire's: never reuse one.</summary>
internal enum ErrorKind : byte
{
    /// <summary>User code raised it, whatever its class: <see cref="RemoteActorException"/>.</summary>
    Raised = 0,

    /// <summary>The dialog was cancelled: <see cref="ContextCancelledException"/>.</summary>
    Cancelled = 1,

    /// <summary>The actor does not serve the endpoint: <see cref="EndpointNotExposedException"/>.</summary>
    NotExposed = 2,

    /// <summary>The two builds disagree: <see cref="ContractMismatchException"/>.</summary>
    ContractMismatch = 3,

    /// <summary>A payload could not be written or read: <see cref="PayloadException"/>.</summary>
    Payload = 4,

    /// <summary>The grammar of the dialog was broken: <see cref="ProtocolException"/>.</summary>
    Protocol = 5,

    /// <summary>More items came than fit: <see cref="StreamOverrunException"/>.</summary>
    Overrun = 6,

    /// <summary>A process that the dialog depended on died: <see cref="ActorDiedException"/>.</summary>
    ActorDied = 7,
}
