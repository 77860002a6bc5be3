using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Dbgsom.Docs.Api;

/// <summary>Comments as Markdown.</summary>
public sealed partial class CommentText(XmlComments comments, TypeLinks links)
{
    public bool IsDocumented(MemberInfo member) => comments.Has(member);

    /// <summary>An element of a member's comment as one line; empty where there is none.</summary>
    public string Line(MemberInfo member, string element) => Line(comments.Of(member)?.Element(element));

    /// <summary>The first sentence of a summary, for a cell of a table.</summary>
    public string FirstSentence(Type type)
    {
        string text = Line(type, "summary");
        int end = SentenceEnd().Match(text) is { Success: true } match ? match.Index + 1 : text.Length;
        return text[..end].Replace("|", "\\|", StringComparison.Ordinal);
    }

    /// <summary>Elements that have a name or refer to a type – parameters, exceptions – with that and their text.</summary>
    public IEnumerable<(string Name, string Text)> Named(MemberInfo member, string element)
    {
        foreach (var item in comments.Of(member)?.Elements(element) ?? [])
        {
            string name = item.Attribute("name") is { } named ? $"`{named.Value}`" : links.To(item.Attribute("cref")!.Value);
            yield return (name, Line(item));
        }
    }

    /// <summary>An example, with its code; empty where there is none.</summary>
    public string Example(MemberInfo member)
    {
        string[] codes =
        [
            .. (comments.Of(member)?.Elements("example") ?? []).Descendants("code").Select(code => Unindented(code.Value)),
        ];
        return string.Concat(codes.Select(code => $"```csharp\n{code}\n```\n"));
    }

    private string Line(XElement? element) => element is null ? "" : Space().Replace(Inline(element), " ").Trim();

    private string Inline(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
                text.Append(Markdown.Escape(plain.Value));
            else if (node is XElement inner)
                text.Append(Inner(inner));
        }
        return text.ToString();
    }

    private string Inner(XElement element) =>
        element.Name.LocalName switch
        {
            "see" or "seealso" when element.Attribute("cref") is { } cref => links.To(cref.Value),
            "see" when element.Attribute("langword") is { } word => $"`{word.Value}`",
            "see" when element.Attribute("href") is { } address => $"[{Inline(element)}]({address.Value})",
            "paramref" or "typeparamref" => $"`{element.Attribute("name")!.Value}`",
            "c" or "code" => $"`{Space().Replace(element.Value, " ").Trim()}`",
            "i" => $"*{Inline(element)}*",
            "b" => $"**{Inline(element)}**",
            "br" => " ",
            "para" => $" {Inline(element)} ",
            string other => throw new InvalidDataException($"<{other}> in a comment has no form in Markdown yet"),
        };

    private static string Unindented(string code)
    {
        string[] lines = code.ReplaceLineEndings("\n").Trim('\n').Split('\n');
        int indent = lines.Where(line => line.Trim().Length > 0).Min(line => line.Length - line.TrimStart().Length);
        return string.Join('\n', lines.Select(line => line.Length >= indent ? line[indent..] : line.Trim())).TrimEnd();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();

    [GeneratedRegex(@"(?<![A-Z]|cf|e\.g|i\.e|et al)\. ")]
    private static partial Regex SentenceEnd();
}
