using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Holds a text that comes again and again, as labels do, once.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>The same text, as the object that was seen first.</summary>
    public string Get(string text)
    {
        if (texts.TryGetValue(text, out string? known))
            return known;
        // What is more are no classes but names, each there once.
        if (texts.Count < ClassList.MaxClasses)
            texts.Add(text, text);
        return text;
    }
}
