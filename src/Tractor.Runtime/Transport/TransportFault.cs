namespace Tractor.Transport;

/// <summary>What kept a transport from listening or connecting.</summary>
internal enum TransportFault
{
    /// <summary>Anything else; the inner exception tells.</summary>
    Other,

    /// <summary>Nobody listens at the address, or no more.</summary>
    NobodyListens,

    /// <summary>Somebody listens there already.</summary>
    AddressInUse,

    /// <summary>The address is none of this transport's, or cannot be one.</summary>
    InvalidAddress,

    /// <summary>No transport has that scheme.</summary>
    UnknownScheme,

    /// <summary>The system or a check of ours denies access.</summary>
    Denied,
}
