using System.Text.Json;

namespace Dbgsom.Cli.Tests;

/// <summary>Grids of given size, hexagons and tori, from the command line to figures and pages.</summary>
public sealed class GridTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData("6x5", "square", "planar", "6 × 5")]
    [InlineData("6x6", "hexagonal", "planar", "6 × 6")]
    [InlineData("6x5", "square", "toroidal", "6 × 5")]
    [InlineData("6x6", "hexagonal", "toroidal", "6 × 6")]
    [InlineData("auto", "hexagonal", "toroidal", "hexagonal torus of")]
    public void A_map_of_given_size_is_trained_asked_and_drawn(string size, string topology, string boundary, string shown)
    {
        string model = $"{size}-{topology}-{boundary}.som.npz";
        work.Run("train", "shapes.npy", "-o", model, "--grid", size, "--topology", topology, "--boundary", boundary).Done();
        string told = work.Run("info", model).Done();
        Assert.Contains(shown, told, StringComparison.Ordinal);
        Assert.Contains(", sigma from ", told, StringComparison.Ordinal);
        foreach (string kind in new[] { "map", "umatrix", "hits", "components" })
            work.Run("plot", model, "--kind", kind, "-o", $"{kind}.svg").Done();
        foreach (string format in new[] { "csv", "json", "graphml", "dot" })
            work.Run("export", model, "-o", $"map.{format}").Done();
        work.Run("predict", model, "shapes.npy", "-o", "found.csv").Done();
        work.Run("measure", model, "shapes.npy").Done();
        work.Run("report", model, "shapes.npy", "-o", "page.html").Done();
        using var facts = JsonDocument.Parse(work.Run("info", model, "--json").Done());
        Assert.Equal("its schedule", facts.RootElement.GetProperty("ended_by").GetString());
        string moved = "moved.svg";
        var plot = work.Run("plot", model, "--kind", "umatrix", "--shift", "2,1", "-o", moved);
        if (boundary == "toroidal")
        {
            plot.Done();
            work.Run("plot", model, "--kind", "umatrix", "-o", "still.svg").Done();
            Assert.NotEqual(File.ReadAllText(work.At("still.svg")), File.ReadAllText(work.At(moved)));
        }
        else
            Assert.Contains("cannot be shifted", plot.Refused(1), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("grid is 5x4", "--grid", "5x4", "--target-neurons", "20")]
    [InlineData("grid is 5by4", "--grid", "5by4")]
    [InlineData("even number of rows", "--grid", "5x5", "--topology", "hexagonal", "--boundary", "toroidal")]
    [InlineData("give a grid", "--boundary", "toroidal")]
    public void What_cannot_be_is_refused_before_the_data_is_read(string message, params string[] options)
    {
        string said = work.Run(["train", "absent.npy", "-o", "m.som.npz", .. options]).Refused(2);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void A_start_that_cannot_be_says_what_to_give()
    {
        work.Run("train", "shapes.npy", "-o", "start.som.npz", "--grid", "4x4", "--epochs", "2").Done();
        work.Run("train", "shapes.npy", "-o", "m.som.npz", "--grid", "4x4", "--start", "start.som.npz").Done();
        // Any codebook will do.
        foreach (string format in new[] { "wts", "codes", "npy" })
        {
            string file = format == "codes" ? "codes.csv" : $"book.{format}";
            work.Run("export", "start.som.npz", "-o", file, "--format", format).Done();
            work.Run("train", "shapes.npy", "-o", "n.som.npz", "--grid", "4x4", "--start", file).Done();
            Assert.Equal(File.ReadAllBytes(work.At("m.som.npz")), File.ReadAllBytes(work.At("n.som.npz")));
        }
        Refused(1, "absent.npy: the file does not exist", "--grid", "4x4", "--start", "absent.npy");
        Refused(1, "grid is not given; initial weights need a grid of given size, such as 20x30", "--start", "start.som.npz");
        Refused(2, "give --grid 4x4 --topology square --boundary planar", "--grid", "2x8", "--start", "start.som.npz");
        Refused(1, "a grid of 5x4 has 20", "--grid", "5x4", "--start", "shapes.npy");

        void Refused(int code, string message, params string[] options) =>
            Assert.Contains(
                message,
                work.Run(["train", "shapes.npy", "-o", "n.som.npz", .. options]).Refused(code),
                StringComparison.Ordinal
            );
    }
}
