using Microsoft.CodeAnalysis.Text;

namespace Dbgsom.Mutants;

/// <summary>One change of one place of the source.</summary>
/// <param name="File">The file, from the folder of the sources.</param>
/// <param name="Span">What is replaced.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Before">The text there.</param>
/// <param name="After">The text instead.</param>
internal sealed record Mutation(string File, TextSpan Span, int Line, string Before, string After)
{
    /// <summary>What stands in the place of the span.</summary>
    public required string With { get; init; }

    public string Folder => File.Split('/')[0];

    public override string ToString() => $"{File}:{Line} `{Short(Before)}` → `{Short(After)}`";

    private static string Short(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length == 0 ? "nothing"
            : line.Length > 90 ? line[..87] + "…"
            : line;
    }
}
