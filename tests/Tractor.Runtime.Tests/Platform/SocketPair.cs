using System.Net.Sockets;

namespace Tractor.Tests.Platform;

/// <summary>Two connected Unix sockets.</summary>
internal sealed record SocketPair(Socket Client, Socket Server) : IDisposable
{
    public static SocketPair Create()
    {
        string directory = Directory.CreateTempSubdirectory("tractor-tests-").FullName;
        try
        {
            UnixDomainSocketEndPoint address = new(Path.Join(directory, "s"));
            using Socket listener = Make();
            listener.Bind(address);
            listener.Listen(1);
            Socket client = Make();
            client.Connect(address);
            return new SocketPair(client, listener.Accept());
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private static Socket Make() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
