using Tractor.Wire;

namespace Tractor.Actors;

/// <summary>What a connector said first, and the bytes of it, which proofs are made over.</summary>
internal sealed record ReceivedHello(HelloMessage Hello, byte[] Payload);
