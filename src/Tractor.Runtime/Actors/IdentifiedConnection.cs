using Tractor.Transport;
using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>A connection that was made, and what the other side said of itself.</summary>
internal sealed record IdentifiedConnection(IConnection Connection, WelcomeMessage Welcome);
