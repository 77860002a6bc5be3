using System.CommandLine;

namespace Dbgsom.Cli.Tests;

/// <summary>The short way in: a file alone, results without names, and a first page of help.</summary>
public sealed class FirstStepsTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Table = "flowers.csv";

    [Fact]
    public void A_table_alone_is_trained_on_and_gets_a_page()
    {
        string folder = work.At("alone");
        Directory.CreateDirectory(folder);
        var result = ToolProcess.Run(folder, work.At(Table));
        Assert.EndsWith("Written:\nflowers.som.npz\nflowers.html\n", result.Done(), StringComparison.Ordinal);
        Assert.Contains("column 'name'", result.Error, StringComparison.Ordinal);

        // The same model and page as by two commands.
        ToolProcess.Run(folder, "train", work.At(Table), "-o", "by-hand.som.npz").Done();
        Assert.Equal(Bytes(folder, "by-hand.som.npz"), Bytes(folder, "flowers.som.npz"));
        File.Move(Path.Combine(folder, "flowers.html"), Path.Combine(folder, "alone.html"));
        ToolProcess.Run(folder, "report", "flowers.som.npz", work.At(Table)).Done();
        Assert.Equal(Bytes(folder, "alone.html"), Bytes(folder, "flowers.html"));
    }

    [Fact]
    public void A_table_alone_takes_the_options_of_train()
    {
        string folder = work.At("options");
        Directory.CreateDirectory(folder);
        var result = ToolProcess.Run(
            folder,
            work.At(Table),
            "--label-column",
            "kind",
            "--target-neurons",
            "12",
            "-o",
            "a.som.npz"
        );
        Assert.EndsWith("Written:\na.som.npz\na.html\n", result.Done(), StringComparison.Ordinal);
        Assert.Contains("they are shown on the page", result.Error, StringComparison.Ordinal);
        Assert.Contains("\"labelName\":\"kind\"", File.ReadAllText(Path.Combine(folder, "a.html")), StringComparison.Ordinal);
        Assert.Equal(12, SomMap.Load(Path.Combine(folder, "a.som.npz")).Neurons.Count);
    }

    [Fact]
    public void A_map_alone_is_described() =>
        Assert.Equal(work.Run("info", "shapes.som.npz").Done(), work.Run("shapes.som.npz").Done());

    [Fact]
    public void Options_may_go_before_a_file_alone()
    {
        string folder = work.At("before");
        Directory.CreateDirectory(folder);
        var result = ToolProcess.Run(folder, "-q", work.At(Table));
        Assert.Equal(("", ""), (result.Done(), result.Error));
        Assert.True(File.Exists(Path.Combine(folder, "flowers.html")));
    }

    [Fact]
    public void A_file_that_is_not_there_is_neither_command_nor_file() =>
        Assert.Equal("dbgsom: unknown command or file 'flower.csv'; see dbgsom --help", work.Run("flower.csv").Refused(2));

    [Fact]
    public void Figures_are_named_after_map_and_kind()
    {
        work.Run("plot", "shapes.som.npz").Done();
        work.Run("plot", "shapes.som.npz", "shapes.npy").Done();
        work.Run("plot", "shapes.som.npz", "--kind", "umatrix").Done();
        Assert.All(["map", "network", "umatrix"], kind => Assert.True(File.Exists(work.At($"shapes-{kind}.png")), kind));
    }

    [Fact]
    public void An_earlier_result_is_replaced_with_a_note()
    {
        string folder = work.At("again");
        Directory.CreateDirectory(folder);
        Assert.DoesNotContain("exists", ToolProcess.Run(folder, "train", work.At(Table)).Error, StringComparison.Ordinal);
        Assert.Contains(
            "note: flowers.som.npz exists and will be replaced; -o writes to another file",
            ToolProcess.Run(folder, "train", work.At(Table)).Error,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("standard input has no name", "-")]
    [InlineData("there are several files", Table, Table)]
    public void Results_without_a_name_to_follow_need_one(string part, params string[] data)
    {
        string message = work.Run(["train", .. data]).Refused(2);
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.Contains("-o NAME.som.npz", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("iris.csv", "iris")]
    [InlineData("data/iris.csv.gz", "iris")]
    [InlineData("maps/iris.som.npz", "iris")]
    [InlineData("iris.2024.parquet", "iris.2024")]
    [InlineData("months/", "months")]
    [InlineData("codes", "codes")]
    public void Names_without_folder_and_extension(string path, string stem) => Assert.Equal(stem, DefaultOutput.Stem(path));

    /// <summary>Each command stands in one group, its line and the page fit a terminal.</summary>
    [Fact]
    public void The_first_page_of_help_names_every_command_once()
    {
        var root = (RootCommand)Tool.Parse(["train"], default).RootCommandResult.Command;
        string[] listed = [.. RootHelp.Groups.SelectMany(group => group.Commands)];
        Assert.Equal(root.Subcommands.Select(command => command.Name).Order(), listed.Order());
        string[] lines = work.Run("--help").Done().TrimEnd('\n').Split('\n');
        Assert.InRange(lines.Length, 30, 45);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 100));
        Assert.All(listed, name => Assert.Contains(lines, line => line.StartsWith($"  {name} ", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0.0, "0")]
    [InlineData(0.298842, "0.2988")]
    [InlineData(-0.0123456, "-0.01235")]
    [InlineData(12.34567, "12.35")]
    [InlineData(123456.7, "123457")]
    [InlineData(0.00001234567, "1.235E-05")]
    [InlineData(1.5e20, "1.5E+20")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_have_four_digits(double value, string text) => Assert.Equal(text, Numbers.Show(value));

    private static byte[] Bytes(string folder, string name) => File.ReadAllBytes(Path.Combine(folder, name));
}
