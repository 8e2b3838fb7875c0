using System.Collections.Frozen;

namespace Tractor.Errors;

/// <summary>The types of errors that every program knows: those of the base library that are thrown most, and our own.</summary>
internal static class KnownErrors
{
#pragma warning disable CA2201 // They are made anew of what others threw.
    private static readonly FrozenDictionary<string, (Type Type, Func<string, Exception, Exception> Make)> OfBaseLibrary = new[]
    {
        Of<Exception>(static (message, inner) => new Exception(message, inner)),
        Of<AggregateException>(static (message, inner) => new AggregateException(message, inner)),
        Of<ApplicationException>(static (message, inner) => new ApplicationException(message, inner)),
        Of<ArgumentException>(static (message, inner) => new ArgumentException(message, inner)),
        Of<ArgumentNullException>(static (message, inner) => new ArgumentNullException(message, inner)),
        Of<ArgumentOutOfRangeException>(static (message, inner) => new ArgumentOutOfRangeException(message, inner)),
        Of<ArithmeticException>(static (message, inner) => new ArithmeticException(message, inner)),
        Of<DirectoryNotFoundException>(static (message, inner) => new DirectoryNotFoundException(message, inner)),
        Of<DivideByZeroException>(static (message, inner) => new DivideByZeroException(message, inner)),
        Of<EndOfStreamException>(static (message, inner) => new EndOfStreamException(message, inner)),
        Of<FileNotFoundException>(static (message, inner) => new FileNotFoundException(message, inner)),
        Of<FormatException>(static (message, inner) => new FormatException(message, inner)),
        Of<IndexOutOfRangeException>(static (message, inner) => new IndexOutOfRangeException(message, inner)),
        Of<InvalidCastException>(static (message, inner) => new InvalidCastException(message, inner)),
        Of<InvalidDataException>(static (message, inner) => new InvalidDataException(message, inner)),
        Of<InvalidOperationException>(static (message, inner) => new InvalidOperationException(message, inner)),
        Of<InvalidProgramException>(static (message, inner) => new InvalidProgramException(message, inner)),
        Of<IOException>(static (message, inner) => new IOException(message, inner)),
        Of<KeyNotFoundException>(static (message, inner) => new KeyNotFoundException(message, inner)),
        Of<NotImplementedException>(static (message, inner) => new NotImplementedException(message, inner)),
        Of<NotSupportedException>(static (message, inner) => new NotSupportedException(message, inner)),
        Of<NullReferenceException>(static (message, inner) => new NullReferenceException(message, inner)),
        Of<ObjectDisposedException>(static (message, inner) => new ObjectDisposedException(message, inner)),
        Of<OperationCanceledException>(static (message, inner) => new OperationCanceledException(message, inner)),
        Of<OutOfMemoryException>(static (message, inner) => new OutOfMemoryException(message, inner)),
        Of<OverflowException>(static (message, inner) => new OverflowException(message, inner)),
        Of<PlatformNotSupportedException>(static (message, inner) => new PlatformNotSupportedException(message, inner)),
        Of<RankException>(static (message, inner) => new RankException(message, inner)),
        Of<TaskCanceledException>(static (message, inner) => new TaskCanceledException(message, inner)),
        Of<TimeoutException>(static (message, inner) => new TimeoutException(message, inner)),
        Of<UnauthorizedAccessException>(static (message, inner) => new UnauthorizedAccessException(message, inner)),
    }.ToFrozenDictionary(entry => entry.Type.ToString(), StringComparer.Ordinal);
#pragma warning restore CA2201

    // What carries a datum cannot be made from a message: these are known, and told by their box.
    private static readonly FrozenDictionary<string, Type> OfLibrary = new[]
    {
        typeof(ActorDiedException), typeof(ActorStartException), typeof(ActorTooSlowException), typeof(ContextCancelledException),
        typeof(ContractMismatchException), typeof(EndpointNotExposedException), typeof(LaggedException), typeof(NoActorException),
        typeof(NoResultException), typeof(NurseryClosedException), typeof(PayloadException), typeof(PeerLostException),
        typeof(ProtocolException), typeof(RemoteActorException), typeof(RootActorException), typeof(StreamClosedException),
        typeof(StreamOverrunException), typeof(TransportException),
    }.ToFrozenDictionary(type => type.ToString(), StringComparer.Ordinal);

    public static Type? Find(string typeName) =>
        OfBaseLibrary.TryGetValue(typeName, out (Type Type, Func<string, Exception, Exception> Make) entry) ? entry.Type : OfLibrary.GetValueOrDefault(typeName);

    public static Func<string, Exception, Exception>? FindMaker(string typeName) =>
        OfBaseLibrary.TryGetValue(typeName, out (Type Type, Func<string, Exception, Exception> Make) entry) ? entry.Make : null;

    private static (Type Type, Func<string, Exception, Exception> Make) Of<T>(Func<string, Exception, T> make)
        where T : Exception => (typeof(T), make);
}
