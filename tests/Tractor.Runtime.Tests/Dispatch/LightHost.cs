using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tractor.Dispatch;
using Tractor.Runtime.Tests.Scopes;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Dispatch;

internal sealed class LightHost : IInvocationHost
{
    public ActorId Id { get; } = Soon.Actor("server");

    public ActorLimits Limits { get; } = new();

    public Scope EndpointScope { get; } = new(null, Soon.Actor("server"), TimeProvider.System);

    public ILogger Logger => NullLogger.Instance;

    public void EnterFlow(EndpointContext? context)
    {
    }
}
