using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Stores repeated texts, such as labels, only once.</summary>
internal sealed class TextPool
{
    private readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    /// <summary>Returns the first string object with this text.</summary>
    public string Get(string text)
    {
        if (texts.TryGetValue(text, out string? known))
            return known;
        // More distinct texts are names, not classes, and rarely repeat.
        if (texts.Count < ClassList.MaxClasses)
            texts.Add(text, text);
        return text;
    }
}
