namespace Tractor.Dispatch;

/// <summary>The finished calls of one endpoint on one link, kept for the next ones.</summary>
internal sealed class LightCallPool<TArguments, TResult>
{
    private const int Most = 256;

    private readonly Lock _gate = new();
    private readonly Stack<LightCall<TArguments, TResult>> _calls = new();

    public LightCall<TArguments, TResult>? Rent()
    {
        lock (_gate)
        {
            return _calls.TryPop(out LightCall<TArguments, TResult>? call) ? call : null;
        }
    }

    public void Return(LightCall<TArguments, TResult> call)
    {
        lock (_gate)
        {
            if (_calls.Count < Most)
            {
                _calls.Push(call);
            }
        }
    }
}
