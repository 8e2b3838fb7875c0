using Tractor.Transport;

namespace Tractor.Actors;

/// <summary>The connection of a new child, and what it proved its token by where it did not show it.</summary>
internal sealed record AdmittedChild(IConnection Connection, KeyProof? Proof);
