using Benchmarks.GrpcPeer.Messages;
using Google.Protobuf;
using Grpc.Core;

namespace Benchmarks.GrpcPeer;

/// <summary>The server's half; one message object serves a whole stream.</summary>
internal sealed class GrpcService : Service.ServiceBase
{
    // Items wait for their batch instead of one write each.
    private static readonly WriteOptions Batched = new(WriteFlags.BufferHint);

    public override Task<Number> Echo(Number request, ServerCallContext context) => Task.FromResult(request);

    public override async Task Ints(Request request, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        responseStream.WriteOptions = Batched;
        Item item = new();
        for (int i = 0; i < request.Count; i++)
        {
            item.Value = i;
            await responseStream.WriteAsync(item);
        }
    }

    public override async Task Triples(Request request, IServerStreamWriter<Triple> responseStream, ServerCallContext context)
    {
        responseStream.WriteOptions = Batched;
        Triple item = new();
        for (int i = 0; i < request.Count; i++)
        {
            item.Id = i;
            item.Time = i;
            item.Value = i;
            await responseStream.WriteAsync(item);
        }
    }

    public override async Task Blocks(Request request, IServerStreamWriter<Block> responseStream, ServerCallContext context)
    {
        Block block = new() { Data = UnsafeByteOperations.UnsafeWrap(new byte[request.Size]) };
        for (int i = 0; i < request.Count; i++)
        {
            await responseStream.WriteAsync(block);
        }
    }

    public override async Task PingPong(IAsyncStreamReader<Item> requestStream, IServerStreamWriter<Item> responseStream, ServerCallContext context)
    {
        while (await requestStream.MoveNext(CancellationToken.None))
        {
            await responseStream.WriteAsync(requestStream.Current);
        }
    }
}
