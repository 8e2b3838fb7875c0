using Tractor.Generators.Models;

namespace Tractor.Generators.Emission;

/// <summary>The codecs of one class: one for each distinct payload.</summary>
internal sealed class CodecSet
{
    private readonly List<PayloadModel> _payloads = [];

    public IReadOnlyList<PayloadModel> Payloads => _payloads;

    public static string NameOf(int index) => $"Codec{index}";

    /// <summary>The expression for a payload's codec.</summary>
    public string InstanceFor(PayloadModel payload)
    {
        if (payload.IsNothing)
        {
            return $"{Names.Services}NothingCodec.Instance";
        }

        int index = _payloads.FindIndex(other => other.Type == payload.Type);
        if (index < 0)
        {
            index = _payloads.Count;
            _payloads.Add(payload);
        }

        return $"{NameOf(index)}.Instance";
    }
}
