using Dbgsom.Docs.Api;
using Dbgsom.Studies;

namespace Dbgsom.Docs;

/// <summary>The pages that follow from the code alone.</summary>
public static class Pages
{
    public const string Command = "dotnet run -c Release --project bench/Dbgsom.Docs";

    public static IEnumerable<Page> All() => [new("docs/cli.md", CliPage.Text()), Options(), .. ApiPages.All()];

    public static IEnumerable<string> Complaints(string root)
    {
        Page[] pages = [.. All()];
        foreach (var page in pages.Where(page => !page.IsCurrent(root)))
            yield return $"{page.Path} is out of date: {Command}";
        foreach (string file in Directory.EnumerateFiles(Path.Combine(root, "docs", "api")))
        {
            string path = Path.GetRelativePath(root, file).Replace('\\', '/');
            if (pages.All(page => page.Path != path))
                yield return $"{path} is of no namespace: delete it";
        }
    }

    private static Page Options()
    {
        using var text = new StringWriter { NewLine = "\n" };
        OptionsTable.Run(text);
        return new("docs/options.md", text.ToString());
    }
}
