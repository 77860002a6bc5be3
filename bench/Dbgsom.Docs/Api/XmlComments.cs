using System.Reflection;
using System.Xml.Linq;

namespace Dbgsom.Docs.Api;

/// <summary>The comments that the compiler wrote beside the assemblies.</summary>
public sealed class XmlComments
{
    private readonly Dictionary<string, XElement> members = [];

    public static XmlComments Load(IEnumerable<Assembly> assemblies)
    {
        var comments = new XmlComments();
        foreach (var assembly in assemblies)
        {
            var file = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml"), LoadOptions.PreserveWhitespace);
            foreach (var member in file.Descendants("member"))
                comments.members[member.Attribute("name")!.Value] = member;
        }
        return comments;
    }

    public bool Has(MemberInfo member) => members.ContainsKey(DocumentationId.Of(member));

    /// <summary>The comment of a member with what it inherits: its own elements go before those of the one it inherits from.</summary>
    public XElement? Of(MemberInfo member) => Of(DocumentationId.Of(member), member);

    private XElement? Of(string id, MemberInfo? member)
    {
        if (!members.TryGetValue(id, out var own))
            return null;
        if (own.Element("inheritdoc") is not { } inherit)
            return own;
        var inherited =
            inherit.Attribute("cref") is { } cref ? Of(cref.Value, null)
            : member is null ? null
            : Ancestors(member).Select(Of).FirstOrDefault(comment => comment is not null);
        var merged = new XElement(own);
        merged.Elements("inheritdoc").Remove();
        merged.Add(inherited?.Elements().Where(element => !own.Elements().Any(given => Same(given, element))));
        return merged;
    }

    private static bool Same(XElement a, XElement b) =>
        a.Name == b.Name && a.Name.LocalName != "exception" && a.Attribute("name")?.Value == b.Attribute("name")?.Value;

    /// <summary>The members of base types and interfaces that a member overrides or implements.</summary>
    private static IEnumerable<MemberInfo> Ancestors(MemberInfo member)
    {
        if (member.DeclaringType is not { } type)
            return [];
        IEnumerable<Type> above = type.GetInterfaces();
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            above = above.Append(parent);
        return above
            .Select(ancestor => ancestor.IsGenericType ? ancestor.GetGenericTypeDefinition() : ancestor)
            .SelectMany(ancestor => ancestor.GetMember(member.Name, member.MemberType, Members));
    }

    private const BindingFlags Members = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static;
}
