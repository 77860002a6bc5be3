using Dbgsom.Naming;
using Dbgsom.Studies;

namespace Dbgsom.Docs;

/// <summary>The pages that follow from the code alone.</summary>
public static class Pages
{
    public const string Command = "dotnet run -c Release --project bench/Dbgsom.Docs";

    public static IEnumerable<Page> All() => [new("docs/cli.md", CliPage.Text()), Options()];

    public static IEnumerable<string> Complaints(string root) =>
        All().Where(page => !page.IsCurrent(root)).Select(page => $"{page.Path} is out of date: {Command}");

    private static Page Options()
    {
        using var text = new StringWriter { NewLine = "\n" };
        OptionsTable.Run(text);
        return new("docs/options.md", text.ToString());
    }
}
