namespace Tractor.Identity;

/// <summary>Several ids or random numbers in one text, with dots between them.</summary>
internal static class GuidList
{
    public static string Format(Guid[] values)
    {
        string[] texts = new string[values.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            texts[i] = values[i].ToString("N");
        }

        return string.Join('.', texts);
    }

    /// <exception cref="FormatException">It holds something else.</exception>
    public static Guid[] Parse(string text)
    {
        string[] texts = text.Split('.');

        // A loop: nothing of the framework that is generic over a Guid is compiled ahead.
        Guid[] values = new Guid[texts.Length];
        for (int i = 0; i < texts.Length; i++)
        {
            values[i] = Guid.ParseExact(texts[i], "N");
        }

        return values;
    }
}
