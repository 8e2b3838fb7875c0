using System.Runtime.ExceptionServices;

namespace Tractor;

/// <summary>How a dialog ended: with a value, by the opener's own cancellation, or with an error (CTX-10, CTX-32).</summary>
/// <typeparam name="T">The result's type.</typeparam>
public sealed class Outcome<T>
{
    private readonly T? _value;

    private Outcome(OutcomeKind kind, T? value, Exception? error)
    {
        Kind = kind;
        _value = value;
        Error = error;
    }

    /// <summary>Which of the three.</summary>
    public OutcomeKind Kind { get; }

    /// <summary>Whether there is a value.</summary>
    public bool HasValue => Kind == OutcomeKind.Value;

    /// <summary>Whether the opener's own cancellation ended it.</summary>
    public bool IsCancelled => Kind == OutcomeKind.Cancelled;

    /// <summary>The error, or the <see cref="ContextCancelledException"/> that marks one's own cancellation; null with a value.</summary>
    public Exception? Error { get; }

    /// <summary>The value.</summary>
    /// <exception cref="Exception">There is none: throws <see cref="Error"/>.</exception>
    public T Value
    {
        get
        {
            if (Error is not null)
            {
                ExceptionDispatchInfo.Throw(Error);
            }

            return _value!;
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        OutcomeKind.Value => $"Value({_value})",
        OutcomeKind.Cancelled => $"Cancelled({Error!.Message})",
        _ => $"Error({Error!.GetType().Name}: {Error.Message})",
    };

    internal static Outcome<T> OfValue(T value) => new(OutcomeKind.Value, value, null);

    internal static Outcome<T> OfCancellation(Exception marker) => new(OutcomeKind.Cancelled, default, marker);

    internal static Outcome<T> OfError(Exception error) => new(OutcomeKind.Error, default, error);
}
