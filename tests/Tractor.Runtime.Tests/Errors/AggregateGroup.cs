namespace Tractor.Tests.Errors;

/// <summary>A group whose message does not repeat its members.</summary>
internal sealed class AggregateGroup(params Exception[] members) : AggregateException(members)
{
    public override string Message => "two of them";
}
