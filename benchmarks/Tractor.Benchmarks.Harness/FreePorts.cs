using System.Net;
using System.Net.Sockets;

namespace Benchmarks.Harness;

/// <summary>Ports of the loopback interface that nobody uses.</summary>
public static class FreePorts
{
    /// <summary>Asks the system for as many; they are free again when this returns.</summary>
    public static int[] Find(int count)
    {
        TcpListener[] listeners = new TcpListener[count];
        for (int i = 0; i < count; i++)
        {
            listeners[i] = new TcpListener(IPAddress.Loopback, 0);
            listeners[i].Start();
        }

        int[] ports = Array.ConvertAll(listeners, listener => ((IPEndPoint)listener.LocalEndpoint).Port);
        foreach (TcpListener listener in listeners)
        {
            listener.Dispose();
        }

        return ports;
    }
}
