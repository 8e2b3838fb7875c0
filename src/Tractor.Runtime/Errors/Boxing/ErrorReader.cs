using System.Globalization;

namespace Tractor.Errors;

/// <summary>Makes the exception of each kind from what was told of it, and from what its receiver knows itself.</summary>
internal sealed class ErrorReader(RemoteError error, ErrorInfo? info, ErrorReceiver receiver)
{
    private const string UnknownEndpoint = "(unknown endpoint)";

    // The datum of an error is used where it is there and sound; nothing else of it is needed.
    private string? EndpointOrNull => receiver.Endpoint ?? Name(info?.Endpoint) ?? Text(nameof(Endpoint));

    private string Endpoint => EndpointOrNull ?? UnknownEndpoint;

    /// <summary>It has no tree of errors: what there is to it is made of who cancelled.</summary>
    public static ContextCancelledException Cancelled(ErrorInfo info, ErrorReceiver receiver)
    {
        ErrorCancellation? told = info.Cancellation;
        ActorId canceller = ErrorActors.Normalise(told?.Canceller, receiver.Peer);
        ActorId[] path = ErrorActors.NormaliseWay(told?.Path ?? [], canceller);
        string detail = new ErrorBudget(int.MaxValue).Take(told?.Detail, ErrorLimits.Text);
        Cancellation cancellation = new(
            canceller,
            told?.Reason ?? CancelReason.Explicit,
            path.Length == 0 ? [canceller] : path,
            detail.Length == 0 ? null : detail)
        {
            OriginTask = Name(told?.OriginTask),
        };
        return new ContextCancelledException(cancellation, receiver.Peer, receiver.Endpoint ?? Name(info.Endpoint), Hint(canceller, receiver)) { IsTold = true };
    }

    public EndpointNotExposedException NotExposed() =>
        new(Endpoint, error.Origin, List(nameof(EndpointNotExposedException.ServedTables))) { Received = error };

    // What was local to the sender is remote here.
    public ContractMismatchException ContractMismatch() => new(
        Endpoint,
        receiver.Peer,
        receiver.Signature ?? Text(nameof(ContractMismatchException.RemoteSignature)),
        Text(nameof(ContractMismatchException.LocalSignature)))
    { Received = error };

    public PayloadException Payload() => new(
        Endpoint,
        Enum.TryParse(Text(nameof(PayloadException.Part)), out PayloadPart part) ? part : PayloadPart.Arguments,
        Text(nameof(PayloadException.TypeName)) ?? "(unknown type)",
        Text(nameof(PayloadException.IsReading)) != bool.FalseString,
        error.Origin,
        Text(nameof(PayloadException.Problem)) ?? error.Message,
        dialogId: ulong.TryParse(Text(nameof(PayloadException.DialogId)), CultureInfo.InvariantCulture, out ulong dialog) ? dialog : null)
    { Received = error };

    public ProtocolException Protocol() =>
        new(Text(nameof(ProtocolException.Problem)) ?? error.Message, ErrorActors.Normalise(info?.Subject, receiver.Peer), EndpointOrNull) { Received = error };

    public StreamOverrunException Overrun() => new(
        ErrorActors.Normalise(info?.Subject, receiver.Self ?? receiver.Peer),
        error.Origin,
        Number(nameof(StreamOverrunException.Capacity)) ?? 0,
        EndpointOrNull)
    { Received = error };

    public ActorDiedException ActorDied() => new(
        ErrorActors.Normalise(info?.Subject, error.Origin),
        Number(nameof(ActorDiedException.ExitCode)),
        Number(nameof(ActorDiedException.Signal)),
        Text(nameof(ActorDiedException.StandardErrorTail)),
        List(nameof(ActorDiedException.CallsInFlight)))
    { Received = error };

    // CTX-20: it looks like one's own cancel and is none of this dialog.
    private static string? Hint(ActorId canceller, ErrorReceiver receiver) =>
        receiver.Self is ActorId self && self.Uuid == canceller.Uuid && !receiver.CancelCalled
            ? $"This actor cancelled {receiver.Peer} as a whole and not this dialog, whose end is therefore an error; where it is meant to end, call CancelAsync on the dialog first."
            : null;

    private static string? Name(string? value) =>
        string.IsNullOrEmpty(value) ? null : new ErrorBudget(int.MaxValue).Take(value, ErrorLimits.Name);

    private string? Text(string key) => error.Data.GetValueOrDefault(key) is { Length: > 0 } text ? text : null;

    private int? Number(string key) =>
        int.TryParse(Text(key), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    private List<string> List(string key)
    {
        List<string> values = [];
        while (values.Count < ErrorLimits.Data && Text(string.Create(CultureInfo.InvariantCulture, $"{key}[{values.Count}]")) is string value)
        {
            values.Add(value);
        }

        return values;
    }
}
