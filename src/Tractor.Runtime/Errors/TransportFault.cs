namespace Tractor;

/// <summary>What kept a transport from listening or connecting.</summary>
public enum TransportFault
{
    /// <summary>Anything else; the inner exception tells.</summary>
    Other = 0,

    /// <summary>Nobody listens at the address, or no more.</summary>
    NobodyListens = 1,

    /// <summary>Somebody listens there already.</summary>
    AddressInUse = 2,

    /// <summary>The address is none of this transport's, or cannot be one.</summary>
    InvalidAddress = 3,

    /// <summary>No transport has that scheme.</summary>
    UnknownScheme = 4,

    /// <summary>The system or a check of ours denies access.</summary>
    Denied = 5,

    /// <summary>The two sides did not identify each other: another version, a wrong credential, no answer.</summary>
    Handshake = 6,
}
