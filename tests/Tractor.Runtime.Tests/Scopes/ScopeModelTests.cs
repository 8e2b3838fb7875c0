using CsCheck;
using NUnit.Framework;
using Tractor.Scopes;

namespace Tractor.Runtime.Tests.Scopes;

/// <summary>Random histories of random trees, step by step against the plain model.</summary>
public sealed class ScopeModelTests
{
    private static readonly Gen<ScopeStep> Step = Gen.Select(
        Gen.Frequency(
            (4, Gen.Const(ScopeStepKind.Open)),
            (2, Gen.Const(ScopeStepKind.Cancel)),
            (2, Gen.Const(ScopeStepKind.Report)),
            (2, Gen.Const(ScopeStepKind.Close))),
        Gen.Int[0, 19],
        Gen.Int[0, 3],
        (kind, scope, detail) => new ScopeStep(kind, scope, detail));

    [Test]
    public void Histories_agree_with_the_model() =>
        Step.Array[1, 40].Sample(Replay, seed: "0000KJ9zQq81", iter: 2_000);

    private static void Replay(ScopeStep[] steps)
    {
        var history = new History();
        foreach (ScopeStep step in steps)
        {
            history.Do(step);
            history.Compare();
        }
    }

    private sealed class History
    {
        private readonly Exception[] _errors =
            [new InvalidOperationException("0"), new FormatException("1"), new TimeoutException("2"), new OperationCanceledException("3")];

        private readonly List<ModelScope> _models = [];
        private readonly List<Scope> _scopes = [];
        private readonly List<int> _heard = [];
        private int _cancels;

        public History() => Open(null, null, shield: false);

        public void Do(ScopeStep step)
        {
            int at = step.Scope % _scopes.Count;
            switch (step.Kind)
            {
                case ScopeStepKind.Open:
                    Open(_scopes[at], _models[at], step.Detail == 0);
                    break;
                case ScopeStepKind.Cancel:
                    string cause = $"cancel {_cancels++}";
                    Assert.That(_scopes[at].Cancel(CancelReason.Explicit, cause), Is.EqualTo(_models[at].CancelHere(cause, outside: false)));
                    break;
                case ScopeStepKind.Report:
                    Exception error = _errors[step.Detail];
                    Assert.That(_scopes[at].Report(error), Is.EqualTo(_models[at].Report(error)));
                    break;
                default:
                    _scopes[at].Close();
                    _models[at].Close();
                    break;
            }
        }

        // Compared by hand, half a million times; the assertion has the words.
        public void Compare()
        {
            for (int i = 0; i < _scopes.Count; i++)
            {
                if (Seen(_scopes[i], _heard[i]) != Wanted(_models[i]) || !Errors(_scopes[i].Failure()).SequenceEqual(_models[i].Errors))
                {
                    Assert.That(Seen(_scopes[i], _heard[i]), Is.EqualTo(Wanted(_models[i])), $"scope {i}");
                    Assert.That(Errors(_scopes[i].Failure()), Is.EqualTo(_models[i].Errors), $"scope {i}");
                }
            }
        }

        private void Open(Scope? parent, ModelScope? model, bool shield)
        {
            var scope = new Scope(parent, Soon.Actor(), TimeProvider.System, shield);
            int index = _heard.Count;
            _heard.Add(0);
            _scopes.Add(scope);
            _ = new ModelScope(_models, model, shield);
            scope.OnCancel(_ => _heard[index]++);
        }

        private static (string? Cause, bool Fired, int Heard, bool Outside, bool Ended, int Children) Seen(Scope scope, int heard) =>
            (Text(scope.Cause), scope.Token.IsCancellationRequested, heard, scope.IsCancelledFromOutside, scope.IsEnded, scope.Children.Count);

        private static (string? Cause, bool Fired, int Heard, bool Outside, bool Ended, int Children) Wanted(ModelScope model)
        {
            bool cancelled = model.Cause is not null;
            return (model.Cause, cancelled, cancelled ? 1 : 0, model.OutsideIsCancelled, model.Ended, model.Ended ? 0 : model.OpenChildren.Count());
        }

        private static string? Text(Cancellation? cause) => cause?.Reason switch
        {
            CancelReason.SiblingFault => $"fault {cause.Detail![^1]}",
            CancelReason.ParentEnded => "ended",
            _ => cause?.Detail,
        };

        private static List<Exception> Errors(Exception? failure) => failure switch
        {
            null => [],
            AggregateException group => [.. group.InnerExceptions],
            _ => [failure],
        };
    }
}
