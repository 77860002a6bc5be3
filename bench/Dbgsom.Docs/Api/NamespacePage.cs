using System.Globalization;
using System.Reflection;
using System.Text;

namespace Dbgsom.Docs.Api;

/// <summary>The page of a namespace: its types with their members.</summary>
public sealed class NamespacePage(string name, IReadOnlyList<Type> types, CommentText comments)
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public string Text()
    {
        var page = new StringBuilder($"# {name}\n\n[All namespaces](README.md)\n\n");
        foreach (var type in types)
            page.Append($"- [{Markdown.Escape(TypeNames.Plain(type))}](#{Links.Headings.Slug(TypeNames.Plain(type))})\n");
        foreach (var type in types)
            Append(page, type);
        return page.ToString();
    }

    private void Append(StringBuilder page, Type type)
    {
        page.Append($"\n## {Markdown.Escape(TypeNames.Plain(type))}\n\n```csharp\npublic {Signatures.Of(type)}\n```\n\n");
        Paragraph(page, comments.Line(type, "summary"));
        Paragraph(page, comments.Line(type, "remarks"));
        Paragraph(page, comments.Example(type));
        var members = type.GetMembers(Own)
            .Where(member => member is not Type && comments.IsDocumented(member) && !IsOfObject(member));
        // By name: the order of the code is that in which the compiler was given the files of a partial class.
        foreach (
            var member in members
                .OrderBy(Rank)
                .ThenBy(member => Place(member).Value)
                .ThenBy(member => Place(member).Name, StringComparer.Ordinal)
                .ThenBy(Signatures.Of, StringComparer.Ordinal)
        )
            Append(page, member);
    }

    private void Append(StringBuilder page, MemberInfo member)
    {
        string summary = comments.Line(member, "summary");
        page.Append($"- `{Signatures.Of(member)}`{(summary.Length > 0 ? " – " + summary : "")}\n");
        foreach (string element in (string[])["returns", "value", "remarks"])
        {
            string text = comments.Line(member, element);
            if (text.Length > 0)
                page.Append($"  - {(element == "returns" ? "returns: " : "")}{text}\n");
        }
        foreach (string element in (string[])["typeparam", "param"])
        {
            foreach (var (parameter, text) in comments.Named(member, element).Where(item => item.Text.Length > 0))
                page.Append($"  - {parameter}: {text}\n");
        }
        foreach (var (exception, text) in comments.Named(member, "exception"))
            page.Append($"  - throws {exception}: {text}\n");
    }

    private static void Paragraph(StringBuilder page, string text)
    {
        if (text.Length > 0)
            page.Append($"{text.TrimEnd('\n')}\n\n");
    }

    /// <summary>Values of an enumeration by value, all else by name.</summary>
    private static (long Value, string Name) Place(MemberInfo member) =>
        member is FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } value
            ? (Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture), "")
            : (0, member.Name);

    private static int Rank(MemberInfo member) =>
        member switch
        {
            ConstructorInfo => 0,
            FieldInfo => 1,
            PropertyInfo => 2,
            _ => 3,
        };

    private static bool IsOfObject(MemberInfo member) =>
        member is MethodInfo method && method.GetBaseDefinition().DeclaringType == typeof(object);
}
