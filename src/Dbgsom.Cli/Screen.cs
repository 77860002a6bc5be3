using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Spectre.Console;

namespace Dbgsom.Cli;

/// <summary>Prints results to standard output and notes to standard error.</summary>
internal sealed class Screen(ParseResult parsed)
{
    private const int WidthOfFiles = 120;

    // Of two columns: three lines, and a space on both sides of each text.
    private const int WidthOfLines = 7;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>--quiet, which every command has.</summary>
    public static Option<bool> QuietOption { get; } =
        new("--quiet", "-q") { Description = "print only results, without progress, notes and summary", Recursive = true };

    /// <summary>True if only what was asked for is printed.</summary>
    public bool Quiet { get; } = parsed.GetValue(QuietOption);

    /// <summary>True if a person watches standard error.</summary>
    public bool IsWatched => !Quiet && !Console.IsErrorRedirected;

    /// <summary>Prints a note.</summary>
    public void Note(string message)
    {
        if (!Quiet)
            Console.Error.WriteLine($"note: {Failure.OneLine(message)}");
    }

    /// <summary>A line on standard output.</summary>
    public static void Line(string text) => Console.Out.WriteLine(Shown.Text(text));

    /// <summary>A table of names and values.</summary>
    public static void Table(string title, IEnumerable<(string Name, string Value)> rows)
    {
        (string Name, string Value)[] all = [.. rows.Select(row => (Shown.Text(row.Name), Shown.Text(row.Value)))];
        title = Shown.Text(title);
        var table = new Table
        {
            Border = TableBorder.Rounded,
            ShowHeaders = false,
            Title = new TableTitle(Markup.Escape(title)),
        };
        table.AddColumn(new TableColumn("").NoWrap());
        table.AddColumn("");
        foreach (var (name, value) in all)
            table.AddRow(new Text(name), new Text(value));
        // A title above a narrower table would be broken into lines.
        if (all.Max(row => row.Name.Length) + all.Max(row => row.Value.Length) + WidthOfLines < title.Length)
            table.Width = title.Length;
        Write(table);
    }

    /// <summary>A table on standard output.</summary>
    public static void Write(Table table)
    {
        if (Console.IsOutputRedirected)
            AnsiConsole.Profile.Width = WidthOfFiles;
        AnsiConsole.Write(table);
    }

    /// <summary>An object as JSON.</summary>
    public static void Json(JsonObject node) => Console.Out.WriteLine(node.ToJsonString(Indented));
}
