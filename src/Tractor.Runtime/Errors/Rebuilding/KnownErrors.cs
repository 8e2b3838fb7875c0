namespace Tractor.Errors;

/// <summary>The types of errors that every program knows: those of the base library that are thrown most, and our own.</summary>
internal static class KnownErrors
{
#pragma warning disable CA2201 // They are made anew of what others threw.
    private static readonly Dictionary<string, ErrorType> OfBaseLibrary = ByName(
    [
        new(typeof(Exception), static (message, inner) => new Exception(message, inner)),
        new(typeof(AggregateException), static (message, inner) => new AggregateException(message, inner!)),
        new(typeof(ApplicationException), static (message, inner) => new ApplicationException(message, inner)),
        new(typeof(ArgumentException), static (message, inner) => new ArgumentException(message, inner)),
        new(typeof(ArgumentNullException), static (message, inner) => new ArgumentNullException(message, inner)),
        new(typeof(ArgumentOutOfRangeException), static (message, inner) => new ArgumentOutOfRangeException(message, inner)),
        new(typeof(ArithmeticException), static (message, inner) => new ArithmeticException(message, inner)),
        new(typeof(DirectoryNotFoundException), static (message, inner) => new DirectoryNotFoundException(message, inner)),
        new(typeof(DivideByZeroException), static (message, inner) => new DivideByZeroException(message, inner)),
        new(typeof(EndOfStreamException), static (message, inner) => new EndOfStreamException(message, inner)),
        new(typeof(FileNotFoundException), static (message, inner) => new FileNotFoundException(message, inner)),
        new(typeof(FormatException), static (message, inner) => new FormatException(message, inner)),
        new(typeof(IndexOutOfRangeException), static (message, inner) => new IndexOutOfRangeException(message, inner)),
        new(typeof(InvalidCastException), static (message, inner) => new InvalidCastException(message, inner)),
        new(typeof(InvalidDataException), static (message, inner) => new InvalidDataException(message, inner)),
        new(typeof(InvalidOperationException), static (message, inner) => new InvalidOperationException(message, inner)),
        new(typeof(InvalidProgramException), static (message, inner) => new InvalidProgramException(message, inner)),
        new(typeof(IOException), static (message, inner) => new IOException(message, inner)),
        new(typeof(KeyNotFoundException), static (message, inner) => new KeyNotFoundException(message, inner)),
        new(typeof(NotImplementedException), static (message, inner) => new NotImplementedException(message, inner)),
        new(typeof(NotSupportedException), static (message, inner) => new NotSupportedException(message, inner)),
        new(typeof(NullReferenceException), static (message, inner) => new NullReferenceException(message, inner)),
        new(typeof(ObjectDisposedException), static (message, inner) => new ObjectDisposedException(message, inner)),
        new(typeof(OperationCanceledException), static (message, inner) => new OperationCanceledException(message, inner)),
        new(typeof(OutOfMemoryException), static (message, inner) => new OutOfMemoryException(message, inner)),
        new(typeof(OverflowException), static (message, inner) => new OverflowException(message, inner)),
        new(typeof(PlatformNotSupportedException), static (message, inner) => new PlatformNotSupportedException(message, inner)),
        new(typeof(RankException), static (message, inner) => new RankException(message, inner)),
        new(typeof(TaskCanceledException), static (message, inner) => new TaskCanceledException(message, inner)),
        new(typeof(TimeoutException), static (message, inner) => new TimeoutException(message, inner)),
        new(typeof(UnauthorizedAccessException), static (message, inner) => new UnauthorizedAccessException(message, inner)),
    ]);
#pragma warning restore CA2201

    // What carries a datum cannot be made from a message: these are known, and told by their box.
    private static readonly Dictionary<string, ErrorType> OfLibrary = ByName(
    [
        new(typeof(ActorDiedException)), new(typeof(ActorStartException)), new(typeof(ActorTooSlowException)),
        new(typeof(ContextCancelledException)), new(typeof(ContractMismatchException)), new(typeof(EndpointNotExposedException)),
        new(typeof(LaggedException)), new(typeof(NoActorException)), new(typeof(NoResultException)),
        new(typeof(NurseryClosedException)), new(typeof(PayloadException)), new(typeof(PeerLostException)),
        new(typeof(ProtocolException)), new(typeof(RemoteActorException)), new(typeof(RootActorException)),
        new(typeof(StreamClosedException)), new(typeof(StreamOverrunException)), new(typeof(TransportException)),
    ]);

    public static Type? Find(string typeName) => (OfBaseLibrary.GetValueOrDefault(typeName) ?? OfLibrary.GetValueOrDefault(typeName))?.Type;

    public static Func<string, Exception?, Exception>? FindMaker(string typeName) => OfBaseLibrary.GetValueOrDefault(typeName)?.Make;

    private static Dictionary<string, ErrorType> ByName(ErrorType[] types)
    {
        Dictionary<string, ErrorType> byName = new(types.Length, StringComparer.Ordinal);
        foreach (ErrorType type in types)
        {
            byName.Add(type.Name, type);
        }

        return byName;
    }
}
