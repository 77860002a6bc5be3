using System.Reflection;
using System.Text;
using Dbgsom.Cluster;
using Dbgsom.DataFrames;
using Dbgsom.Explorer;
using Dbgsom.Files;
using Dbgsom.ML;
using Dbgsom.Plots;
using Dbgsom.Report;

namespace Dbgsom.Docs.Api;

/// <summary>docs/api: the public types of the libraries, a page a namespace.</summary>
public static class ApiPages
{
    private static readonly Assembly[] Libraries =
    [
        typeof(SomMap).Assembly,
        typeof(DataFiles).Assembly,
        typeof(DataFrameExtensions).Assembly,
        typeof(SomTransformer).Assembly,
        typeof(Figure).Assembly,
        typeof(SomMapReports).Assembly,
        typeof(ExplorerServer).Assembly,
        typeof(DbgsomCluster).Assembly,
    ];

    public static IEnumerable<Page> All()
    {
        var comments = XmlComments.Load(Libraries);
        Type[] types =
        [
            .. Libraries
                .SelectMany(library => library.GetExportedTypes())
                // Made by a generator.
                .Where(type => !type.Namespace!.StartsWith("OrleansCodeGen", StringComparison.Ordinal)),
        ];
        var links = new TypeLinks(types);
        var text = new CommentText(comments, links);
        var spaces = types.GroupBy(type => type.Namespace!).OrderBy(space => space.Key, StringComparer.Ordinal).ToArray();
        yield return Index(spaces, text, links);
        foreach (var space in spaces)
            yield return new($"docs/api/{space.Key}.md", new NamespacePage(space.Key, Sorted(space), text).Text());
    }

    private static Page Index(IEnumerable<IGrouping<string, Type>> spaces, CommentText text, TypeLinks links)
    {
        var page = new StringBuilder("# API reference\n\n");
        page.Append($"Made from the code and its comments by `{Pages.Command}`; a test keeps it current.\n");
        foreach (var space in spaces)
        {
            string package = space.First().Assembly.GetName().Name!;
            page.Append($"\n## {space.Key}\n\nPackage {package}: [{space.Key}.md]({space.Key}.md)\n\n| type | |\n|---|---|\n");
            foreach (var type in Sorted(space))
                page.Append($"| {links.To(type, TypeNames.Plain(type))} | {text.FirstSentence(type)} |\n");
        }
        return new("docs/api/README.md", page.ToString());
    }

    private static Type[] Sorted(IEnumerable<Type> types) => [.. types.OrderBy(TypeNames.Plain, StringComparer.Ordinal)];
}
