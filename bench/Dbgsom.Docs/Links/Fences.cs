namespace Dbgsom.Docs.Links;

/// <summary>Code blocks between fences.</summary>
public static class Fences
{
    /// <summary>The lines of a page that are in no code block.</summary>
    public static IEnumerable<string> Outside(string markdown)
    {
        string? fence = null;
        foreach (string line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            string text = line.TrimStart();
            if (fence is not null)
            {
                if (text.StartsWith(fence, StringComparison.Ordinal) && text.Trim(fence[0], ' ').Length == 0)
                    fence = null;
            }
            else if (text.StartsWith("```", StringComparison.Ordinal) || text.StartsWith("~~~", StringComparison.Ordinal))
                fence = new string(text[0], text.TakeWhile(c => c == text[0]).Count());
            else
                yield return line;
        }
    }
}
