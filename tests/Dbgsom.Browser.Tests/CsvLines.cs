using System.Text;

namespace Dbgsom.Browser.Tests;

/// <summary>Reads CSV as RFC 4180 has it, strictly.</summary>
internal static class CsvLines
{
    public static string[][] Parse(string text)
    {
        var lines = new List<string[]>();
        var line = new List<string>();
        for (int at = 0; at < text.Length; )
        {
            line.Add(Field(text, ref at));
            if (text[at] == ',')
                at++;
            else
            {
                Assert.Equal("\r\n", text.Substring(at, 2));
                at += 2;
                lines.Add([.. line]);
                line.Clear();
            }
        }
        Assert.Empty(line);
        return [.. lines];
    }

    private static string Field(string text, ref int at)
    {
        int start = at;
        if (text[at] != '"')
        {
            at = text.IndexOfAny([',', '\r', '\n', '"'], at);
            return text[start..at];
        }
        var field = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
                field.Append(text[at]);
            else if (text[++at] == '"')
                field.Append('"');
            else
                return field.ToString();
        }
    }
}
