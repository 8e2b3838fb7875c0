using System.Diagnostics;
using System.Net.Sockets;

namespace Benchmarks.RawTree;

/// <summary>A child and the connection to it.</summary>
internal sealed class RawProcess(Process process) : IDisposable
{
    private readonly byte[] _message = new byte[8];
    private Socket? _socket;

    public int Id => process.Id;

    public static RawProcess Start(string path)
    {
        string host = Environment.ProcessPath!;
        ProcessStartInfo start = new(host);
        if (Path.GetFileNameWithoutExtension(host) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "RawTree.dll"));
        }

        start.ArgumentList.Add("child");
        start.ArgumentList.Add(path);
        return new RawProcess(Process.Start(start)!);
    }

    /// <summary>Takes a connection, whosever it is: all children are alike; and exchanges a message on it.</summary>
    public void Greet(Socket listener)
    {
        _socket = listener.Accept();
        _socket.Send(_message);
        if (_socket.Receive(_message) == 0)
        {
            throw new EndOfStreamException();
        }
    }

    public void CloseConnection() => _socket?.Dispose();

    public void Dispose()
    {
        CloseConnection();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }
}
