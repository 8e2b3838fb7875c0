using Tractor.CompilerServices;

namespace Tractor.Wire;

/// <summary>Lends each thread a builder; two at most, since an encoder may itself send.</summary>
internal static class MessageBuilders
{
    private const long KeepBytes = 1 << 20;

    [ThreadStatic]
    private static MessageBuilder? _spare;

    public static MessageBuilder Rent()
    {
        MessageBuilder builder = _spare ?? new MessageBuilder();
        _spare = null;
        return builder;
    }

    public static void Return(MessageBuilder builder)
    {
        bool keep = builder.Length <= KeepBytes;
        builder.Clear();
        if (keep)
        {
            _spare = builder;
        }
    }
}
