namespace Tractor.Errors;

/// <summary>Makes of an exception what travels, and of what came the exception that it is here. Neither ever throws.</summary>
internal static class ErrorBox
{
    /// <summary>An exception that left user code: whatever its class, its receiver gets a <see cref="RemoteActorException"/>.</summary>
    public static ErrorInfo Pack(Exception error, ActorId self, string? endpoint) => Pack(error, self, endpoint, ErrorKind.Raised, null);

    /// <summary>An error that the runtime tells its peer itself: where its class has a kind, it arrives as that class.</summary>
    public static ErrorInfo PackDirect(TractorException error, ActorId self, string? endpoint) => error switch
    {
        ContextCancelledException cancelled => PackCancelled(cancelled.Cancellation, self, endpoint),
        EndpointNotExposedException => Pack(error, self, endpoint, ErrorKind.NotExposed, null),
        ContractMismatchException => Pack(error, self, endpoint, ErrorKind.ContractMismatch, null),
        PayloadException => Pack(error, self, endpoint, ErrorKind.Payload, null),
        ProtocolException broken => Pack(error, self, endpoint, ErrorKind.Protocol, broken.Peer),
        StreamOverrunException overrun => Pack(error, self, endpoint, ErrorKind.Overrun, overrun.Sender),
        ActorDiedException died => Pack(error, self, endpoint, ErrorKind.ActorDied, died.Actor),
        _ => Pack(error, self, endpoint),
    };

    /// <summary>The end of a cancelled dialog.</summary>
    public static ErrorInfo PackCancelled(Cancellation cancellation, ActorId self, string? endpoint)
    {
        ContextCancelledException error = new(cancellation, self, endpoint);
        ErrorBudget budget = new(ErrorLimits.Bytes);
        return Pack(error, self, endpoint, ErrorKind.Cancelled, null) with
        {
            Cancellation = new ErrorCancellation(
                ErrorActors.Normalise(cancellation.Canceller, self),
                cancellation.Reason,
                cancellation.Path.Take(ErrorLimits.CancellationPath).Select(actor => ErrorActors.Normalise(actor, self)).ToArray(),
                cancellation.Detail is null ? null : budget.Take(cancellation.Detail, ErrorLimits.HopStack),
                budget.TakeName(cancellation.OriginTask)),
        };
    }

    /// <summary>The exception that an error becomes at a receiver that knows nothing but its peer.</summary>
    public static Exception Unpack(ErrorInfo? info, ActorId peer) => Unpack(info, new ErrorReceiver(peer));

    /// <summary>The exception that an error becomes at its receiver; a sound one, whatever the peer sent.</summary>
    public static Exception Unpack(ErrorInfo? info, ErrorReceiver receiver)
    {
        RemoteError error = ErrorTree.Build(info?.Nodes, receiver.Peer);
        ErrorReader reader = new(error, info, receiver);
        return info?.Kind switch
        {
            ErrorKind.Cancelled => reader.Cancelled(),
            ErrorKind.NotExposed => reader.NotExposed(),
            ErrorKind.ContractMismatch => reader.ContractMismatch(),
            ErrorKind.Payload => reader.Payload(),
            ErrorKind.Protocol => reader.Protocol(),
            ErrorKind.Overrun => reader.Overrun(),
            ErrorKind.ActorDied => reader.ActorDied(),
            _ => new RemoteActorException(error),
        };
    }

    private static ErrorInfo Pack(Exception error, ActorId self, string? endpoint, ErrorKind kind, ActorId? subject)
    {
        ErrorNode[] nodes;
        try
        {
            nodes = new ErrorPacker(self, endpoint).Pack(error);
        }
#pragma warning disable CA1031 // An error that cannot be told of in full is still told of: the peer waits for it.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            nodes = [Fallback(error, failure, self, endpoint)];
        }

        return new ErrorInfo
        {
            Kind = kind,
            Nodes = nodes,
            Endpoint = new ErrorBudget(ErrorLimits.Bytes).TakeName(endpoint),
            Subject = subject is null ? null : ErrorActors.Normalise(subject, self),
        };
    }

    private static ErrorNode Fallback(Exception error, Exception failure, ActorId self, string? endpoint)
    {
        ErrorBudget budget = new(ErrorLimits.Bytes);
        string typeName = budget.Take(error.GetType().ToString(), ErrorLimits.Name);
        return new ErrorNode
        {
            Parent = -1,
            TypeName = typeName,
            Message = $"(not available: telling of it threw {failure.GetType()})",
            Hops = [new ErrorHop(ErrorActors.Normalise(self, self), budget.TakeName(endpoint), typeName, null)],
        };
    }
}
