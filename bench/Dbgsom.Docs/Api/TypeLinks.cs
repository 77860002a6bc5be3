using Dbgsom.Docs.Links;

namespace Dbgsom.Docs.Api;

/// <summary>Links from page to page by documentation identifier.</summary>
public sealed class TypeLinks(IEnumerable<Type> types)
{
    private readonly Dictionary<string, Type> known = types.ToDictionary(DocumentationId.Of);

    public string To(Type type, string caption) => $"[`{caption}`]({type.Namespace}.md#{Headings.Slug(TypeNames.Plain(type))})";

    /// <summary>What a comment refers to, such as <c>T:Dbgsom.SomMap</c>: a link where there is a page, else its name.</summary>
    public string To(string id)
    {
        string name = id[2..].Split('(')[0];
        if (known.TryGetValue(id, out var type))
            return To(type, TypeNames.Plain(type));
        int dot = name.LastIndexOf('.');
        if (id[0] != 'T' && dot > 0 && known.TryGetValue("T:" + name[..dot], out var owner))
            return To(owner, $"{TypeNames.Plain(owner)}.{name[(dot + 1)..].Split('`')[0]}");
        return $"`{name[(dot + 1)..].Split('`')[0]}`";
    }
}
