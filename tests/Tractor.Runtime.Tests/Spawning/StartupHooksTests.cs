using NUnit.Framework;
using Tractor.Spawning;

namespace Tractor.Runtime.Tests.Spawning;

[TestFixture]
internal sealed class StartupHooksTests
{
    [TestCase(null, ExpectedResult = "Tractor.Runtime")]
    [TestCase("", ExpectedResult = "Tractor.Runtime")]
    [TestCase("/opt/agent.dll", ExpectedResult = "/opt/agent.dll:Tractor.Runtime")]
    [TestCase("/opt/agent.dll:Other", ExpectedResult = "/opt/agent.dll:Other:Tractor.Runtime")]
    public string Ours_comes_last(string? others) => StartupHooks.With(others);

    [TestCase(null, ExpectedResult = null)]
    [TestCase("", ExpectedResult = null)]
    [TestCase("Tractor.Runtime", ExpectedResult = null)]
    [TestCase("/opt/agent.dll:Tractor.Runtime", ExpectedResult = "/opt/agent.dll")]
    [TestCase("Tractor.Runtime:/opt/agent.dll:Tractor.Runtime", ExpectedResult = "/opt/agent.dll")]
    [TestCase("Tractor.Runtime.Tests", ExpectedResult = "Tractor.Runtime.Tests")]
    public string? Without_takes_only_ours(string? all) => StartupHooks.Without(all);
}
