namespace Tractor.Generators.Models;

/// <summary>What an endpoint returns.</summary>
/// <param name="Payload">The result, or the items of a stream.</param>
/// <param name="IsValueTask">Whether the task is a value task.</param>
/// <param name="HasValue">Whether the task has a result.</param>
internal sealed record ResultModel(PayloadModel Payload, bool IsValueTask, bool HasValue);
