namespace Tractor.Generators.Models;

/// <summary>One endpoint with its class, before the endpoints of a class are brought together.</summary>
internal sealed record EndpointCandidate(ClassModel Class, EndpointModel Endpoint);
