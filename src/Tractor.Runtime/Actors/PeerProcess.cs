using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Tractor.Platform;
using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>What the system knows of the process at the other end of a connection (TPT-11).</summary>
internal static class PeerProcess
{
    /// <summary>Its id; null where the system does not tell, as over TCP, or of a process in another namespace.</summary>
    public static int? PidOf(IConnection connection) => connection.PeerPid ?? AskedPidOf(connection);

    private static int? AskedPidOf(IConnection connection) =>
        OperatingSystem.IsLinux() && CredentialsOf(connection) is { Pid: > 0 } peer ? peer.Pid : null;

    /// <summary>Whether the system says that it is another user's.</summary>
    public static bool IsForeign(IConnection connection) =>
        OperatingSystem.IsLinux() && CredentialsOf(connection) is { } peer && peer.Uid != CurrentUser.EffectiveId;

    private static PeerCredentials? CredentialsOf(IConnection connection) =>
        OperatingSystem.IsLinux() && connection.Descriptor is { } descriptor && (connection.Socket is null || IsUnix(connection))
            ? PeerCredentials.Of(descriptor)
            : null;

    // A method of its own: a child whose socket is no object of the runtime's does not load the library of its types.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsUnix(IConnection connection) => connection.Socket is { AddressFamily: AddressFamily.Unix };
}
