using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>How the arguments of a call travel: nothing, the one itself, or a value tuple.</summary>
internal static class ArgumentsPayload
{
    public static PayloadModel Of(EndpointModel endpoint)
    {
        PayloadModel[] arguments = [.. endpoint.Arguments.Select(argument => argument.Payload!)];
        return arguments.Length switch
        {
            0 => PayloadModel.Nothing,
            1 => arguments[0],
            _ => Tuple(arguments),
        };
    }

    private static PayloadModel Tuple(PayloadModel[] arguments)
    {
        string type = TupleType([.. arguments.Select(argument => argument.Type)]);
        return new PayloadModel(
            type,
            type,
            new PayloadShape.Tuple(type, arguments.Select(argument => argument.Shape).ToEquatableArray()),
            arguments.SelectMany(argument => argument.Formatters).Distinct().ToEquatableArray(),
            arguments.All(argument => argument.IsSelfContained),
            $"tuple({string.Join(",", arguments.Select(argument => argument.Layout))})",
            $"({string.Join(", ", arguments.Select(argument => argument.Readable))})",
            arguments.Min(argument => argument.Visibility));
    }

    /// <summary>Spelled out, so that it is the same text as that of a tuple in the user's own signatures.</summary>
    private static string TupleType(string[] types)
    {
        const int MaximumArity = 7;
        string[] own = [.. types.Take(MaximumArity)];
        string[] rest = [.. types.Skip(MaximumArity)];
        IEnumerable<string> all = rest.Length == 0 ? own : own.Append(TupleType(rest));
        return $"global::System.ValueTuple<{string.Join(", ", all)}>";
    }
}
