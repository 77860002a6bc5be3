using System.Text;
using System.Text.RegularExpressions;

namespace Dbgsom.Docs.Links;

/// <summary>The anchors that GitHub gives the headings of a page.</summary>
public static partial class Headings
{
    /// <summary>All anchors of a page; headings of the same name are numbered from the second on.</summary>
    public static IReadOnlySet<string> Anchors(string markdown)
    {
        var anchors = new HashSet<string>();
        foreach (string line in Fences.Outside(markdown))
        {
            if (Heading().Match(line) is not { Success: true } heading)
                continue;
            string slug = Slug(heading.Groups["text"].Value);
            string anchor = slug;
            for (int i = 1; !anchors.Add(anchor); i++)
                anchor = $"{slug}-{i}";
        }
        foreach (Match id in Identity().Matches(string.Join('\n', Fences.Outside(markdown))))
            anchors.Add(id.Groups["id"].Value);
        return anchors;
    }

    /// <summary>The anchor of a heading: its text in lower case, letters, digits, hyphens and underscores only, a hyphen for each space.</summary>
    public static string Slug(string heading)
    {
        string text = Link().Replace(heading, "${text}").Trim();
        var slug = new StringBuilder();
        foreach (var rune in text.ToLowerInvariant().EnumerateRunes())
        {
            if (rune.Value == ' ')
                slug.Append('-');
            else if (Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_')
                slug.Append(rune.ToString());
        }
        return slug.ToString();
    }

    [GeneratedRegex("^ {0,3}#{1,6} +(?<text>.*?)( +#+)?$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"!?\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("<a (id|name)=\"(?<id>[^\"]+)\"")]
    private static partial Regex Identity();
}
