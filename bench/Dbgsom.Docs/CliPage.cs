using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Docs;

/// <summary>docs/cli.md: the tool's own help as a page.</summary>
public static class CliPage
{
    public static string Text()
    {
        ToolHelp[] helps = [.. ToolHelp.All([])];
        var page = new StringBuilder("# The tool dbgsom\n\n");
        page.Append($"{helps[0].Description}\n\n");
        page.Append($"Made from the tool's own help by `{Pages.Command}`; a test keeps it current.\n");
        page.Append(
            "What the options of training do to a map: [options.md](options.md). Exit codes: 0 done, 1 failed, 2 wrong arguments, 130 interrupted.\n"
        );
        foreach (var help in helps)
            Append(page, help);
        return page.ToString();
    }

    private static void Append(StringBuilder page, ToolHelp help)
    {
        string name = string.Join(' ', help.Command.Prepend("dbgsom"));
        page.Append($"\n## {name}\n\n");
        if (help.Command.Count > 0)
            page.Append($"{Markdown.Escape(help.Description)}\n\n");
        page.Append($"```\n{help.Usage}\n```\n");
        foreach (var (title, entries) in help.Sections)
        {
            page.Append($"\n| {title.ToLowerInvariant().TrimEnd('s')} | |\n|---|---|\n");
            foreach (var (entry, what) in entries)
                page.Append(
                    $"| {(title == "Commands" ? CommandLink(help, entry) : Markdown.CellCode(entry))} | {Markdown.Cell(what)} |\n"
                );
        }
    }

    private static string CommandLink(ToolHelp help, string entry) =>
        $"[{Markdown.CellCode(entry)}](#{string.Join('-', [.. help.Command.Prepend("dbgsom"), entry.Split(' ')[0]])})";
}
