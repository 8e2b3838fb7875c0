using System.Buffers;
using MemoryPack;
using Tractor.CompilerServices;
using Tractor.Fuzz.Engine;
using Tractor.Fuzz.Served;
using Tractor.Wire;

namespace Tractor.Fuzz.Targets;

/// <summary>
/// Generated codecs with any bytes: they give a value or an error, and a value is written and read again as the same
/// bytes.
/// </summary>
internal sealed class PayloadsTarget : IFuzzTarget, IEndpointVisitor<PayloadTrial[]>
{
    private readonly PayloadTrial[] _trials;

    public PayloadsTarget() =>
        _trials = [.. FuzzEndpoints.Endpoints.Parts.SelectMany(part => part.Endpoints).SelectMany(endpoint => endpoint.Accept(this)).DistinctBy(trial => trial.Codec)];

    public string Name => "payloads";

    public IEnumerable<byte[]> Seeds => _trials.SelectMany((trial, index) => trial.Samples.Select(sample => (byte[])[(byte)index, .. sample]));

    public ValueTask ExecuteAsync(byte[] input)
    {
        if (input.Length > 0)
        {
            AllocationBound.Run(input, () => _trials[input[0] % _trials.Length].Run(input[1..]));
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    public PayloadTrial[] Visit<TArguments, TResult>(CallEndpoint<TArguments, TResult> endpoint) =>
        [Of(endpoint.Arguments), Of(endpoint.Result)];

    public PayloadTrial[] Visit<TArguments, TStarted, TIn, TSent, TResult>(DialogEndpoint<TArguments, TStarted, TIn, TSent, TResult> endpoint) =>
        [Of(endpoint.Arguments), Of(endpoint.Started), Of(endpoint.Incoming), Of(endpoint.Outgoing), Of(endpoint.Result)];

    public PayloadTrial[] Visit<TArguments, TItem>(StreamEndpoint<TArguments, TItem> endpoint) =>
        [Of(endpoint.Arguments), Of(endpoint.Item)];

    private static PayloadTrial Of<T>(PayloadCodec<T> codec) =>
        new(codec, bytes => Try(codec, bytes), PayloadSamples.Values.OfType<T>().Select(value => Write(codec, value)).ToArray());

    private static void Try<T>(PayloadCodec<T> codec, byte[] bytes)
    {
        byte[] written;
        try
        {
            written = Write(codec, ReceivedPayload.Decode(codec, bytes, "W.A", PayloadPart.Item, dialog: 1));
        }
        catch (Exception error) when (error is PayloadException or MemoryPackSerializationException)
        {
            // No such value, or one that can be read only: half of a surrogate pair.
            return;
        }

        byte[] again = Write(codec, ReceivedPayload.Decode(codec, written, "W.A", PayloadPart.Item, dialog: 1));
        FuzzFailureException.ThrowIf(!written.AsSpan().SequenceEqual(again), $"a {typeof(T)} is not read as it was written");
    }

    private static byte[] Write<T>(PayloadCodec<T> codec, T value)
    {
        using MessageBuilder builder = new();
        PayloadCoding.Encode(codec, builder, in value);
        return builder.Written.ToArray();
    }
}
