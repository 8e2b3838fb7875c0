namespace Tractor.Errors;

/// <summary>Makes of an exception what travels, and of what came the exception that it is here. Neither ever throws.</summary>
internal static class ErrorBox
{
    /// <summary>An exception that left user code: whatever its class, its receiver gets a <see cref="RemoteActorException"/>.</summary>
    public static ErrorInfo Pack(Exception error, ActorId self, string? endpoint) => Pack(error, self, endpoint, ErrorKind.Raised, null);

    /// <summary>
    /// As <see cref="Pack(Exception, ActorId, string?)"/>, in bounded time: an exception of a type of the user's is read on a
    /// thread of its own, since its properties may block.
    /// </summary>
    public static ValueTask<ErrorInfo> PackAsync(Exception error, ActorId self, string? endpoint, TimeProvider time) =>
        IsOfBaseLibrary(error) ? new(Pack(error, self, endpoint)) : new(PackApartAsync(error, self, endpoint, time));

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

    /// <summary>
    /// The end of a cancelled dialog. Who cancelled is all that travels: its receiver makes the rest of the error of that,
    /// when somebody looks at it. It ends most dialogs of a tree that ends.
    /// </summary>
    public static ErrorInfo PackCancelled(Cancellation cancellation, ActorId self, string? endpoint)
    {
        ErrorBudget budget = new(ErrorLimits.Bytes);
        return new ErrorInfo
        {
            Kind = ErrorKind.Cancelled,
            Nodes = [],
            Endpoint = budget.TakeName(endpoint),
            Cancellation = new ErrorCancellation(
                ErrorActors.Normalise(cancellation.Canceller, self),
                cancellation.Reason,
                ErrorActors.NormaliseWay(cancellation.Path, self),
                cancellation.Detail is null ? null : budget.Take(cancellation.Detail, ErrorLimits.HopStack),
                budget.TakeName(cancellation.OriginTask)),
        };
    }

    /// <summary>The exception that an error becomes at a receiver that knows nothing but its peer.</summary>
    public static Exception Unpack(ErrorInfo? info, ActorId peer) => Unpack(info, new ErrorReceiver(peer));

    /// <summary>The exception that an error becomes at its receiver; a sound one, whatever the peer sent.</summary>
    public static Exception Unpack(ErrorInfo? info, ErrorReceiver receiver)
    {
        if (info?.Kind == ErrorKind.Cancelled)
        {
            return ErrorReader.Cancelled(info, receiver);
        }

        RemoteError error = ErrorTree.Build(info?.Nodes, receiver.Peer);
        ErrorReader reader = new(error, info, receiver);
        return info?.Kind switch
        {
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
            nodes = [Fallback(error, $"telling of it threw {failure.GetType()}", self, endpoint)];
        }

        return new ErrorInfo
        {
            Kind = kind,
            Nodes = nodes,
            Endpoint = new ErrorBudget(ErrorLimits.Bytes).TakeName(endpoint),
            Subject = subject is null ? null : ErrorActors.Normalise(subject, self),
        };
    }

    private static async Task<ErrorInfo> PackApartAsync(Exception error, ActorId self, string? endpoint, TimeProvider time)
    {
        Task<ErrorInfo> packing = Task.Factory.StartNew(
            () => Pack(error, self, endpoint), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            return await packing.WaitAsync(ErrorLimits.ReadingTime, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return new ErrorInfo
            {
                Nodes = [Fallback(error, $"reading it took longer than {ErrorText.Duration(ErrorLimits.ReadingTime)}", self, endpoint)],
                Endpoint = new ErrorBudget(ErrorLimits.Bytes).TakeName(endpoint),
            };
        }
    }

    // What is behind it, and its data, may be the user's still.
    private static bool IsOfBaseLibrary(Exception error)
    {
        Exception? at = error;
        for (int depth = 0; at is not null && depth < ErrorLimits.Depth; depth++, at = at.InnerException)
        {
            bool isOurs = at.GetType().Assembly == typeof(Exception).Assembly || at.GetType().Assembly == typeof(ErrorBox).Assembly;
            if (!isOurs || at is AggregateException || at.Data.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static ErrorNode Fallback(Exception error, string why, ActorId self, string? endpoint)
    {
        ErrorBudget budget = new(ErrorLimits.Bytes);
        string typeName = budget.Take(error.GetType().ToString(), ErrorLimits.Name);
        return new ErrorNode
        {
            Parent = -1,
            TypeName = typeName,
            Message = $"(not available: {why})",
            Hops = [new ErrorHop(ErrorActors.Normalise(self, self), budget.TakeName(endpoint), typeName, null)],
        };
    }
}
