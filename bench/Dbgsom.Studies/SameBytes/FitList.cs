using System.Globalization;
using Dbgsom.Rows;

namespace Dbgsom.Studies;

/// <summary>One fit of the fixed list.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Train">The arguments of <c>dbgsom</c> that train it, without <c>-o</c>.</param>
/// <param name="Data">The samples, as later commands take them.</param>
/// <param name="Refines">Whether the map is refined (LVQ) afterwards, and the refined model compared too.</param>
internal sealed record ListedFit(string Name, string[] Train, string[] Data, bool Refines = false)
{
    /// <summary>Whether the tool trains in its own process, where it writes a run file when asked.</summary>
    public bool HasRunFile => Train[0] == "train";
}

/// <summary>Forty fits that together reach every option of training, every kind of input and every engine.</summary>
internal static class FitList
{
    private const int BlobRows = 12_000;
    private const int BlobColumns = 16;

    /// <summary>Writes the samples that the fits need and lists the fits.</summary>
    /// <param name="folder">A folder for the samples.</param>
    public static IReadOnlyList<ListedFit> Write(StudyFolder folder)
    {
        string gallery = Path.Combine(PublishedTool.Root(), "gallery", "data");
        string[] iris = [Path.Combine(gallery, "iris.csv"), "--label-column", "species"];
        string[] digits = [Path.Combine(gallery, "digits.npz"), "--array", "pixels"];
        string[] shapes = [folder.Path("shapes.npy")];
        NpyFile.Write(shapes[0], SampleData.Shapes());
        string[] weighted = [WriteWeighted(folder.Path("weighted.csv")), "--weight-column", "weight"];
        string[] categories = [WriteCategories(folder.Path("categories.csv")), "--one-hot", "color"];
        var blobs = Generators.SingleBlobs(BlobRows, BlobColumns, 12, 1);
        string[] whole = [folder.Path("blobs.npy")];
        NpyFile.Write(whole[0], blobs);
        string[] mapped = [.. whole, "--map-above", "100K"];
        string[] parts = WriteParts(folder, blobs);
        string[] reference = ["--preset", "reference"];

        return
        [
            Fit("shapes", shapes),
            Fit("shapes, 80 neurons", shapes, "--target-neurons", "80"),
            Fit("shapes, lambda", shapes, "--lambda", "15.8", "--sigma-end", "0.9", "--max-neurons", "200"),
            Fit("shapes, unscaled", shapes, "--scale", "none"),
            Fit("shapes, minmax, single", shapes, "--scale", "minmax", "--precision", "single"),
            Fit("shapes, hierarchy", shapes, Vertical("0.15")),
            Fit("shapes, reference", shapes, reference),
            Fit("shapes, reference, lambda", shapes, [.. reference, "--lambda", "20", "--seed", "3"]),
            Fit("shapes, reference, hierarchy", shapes, [.. reference, "--vertical-growth", "--lambda", "60"]),
            Fit("shapes, linear decay", shapes, "--decay", "linear", "--sigma-start", "3"),
            Fit("shapes, exact size of four", shapes, "--target-neurons", "4"),
            Fit("weights", weighted),
            Fit("weights, reference", weighted, [.. reference, "--lambda", "20"]),
            Fit("weights, hierarchy", weighted, Vertical("0.2")),
            Fit("categories", categories),
            Fit("categories, cosine", categories, "--metric", "cosine"),
            Fit("iris", iris),
            Fit("iris, classes", iris, "--classify") with
            {
                Refines = true,
            },
            Fit("iris, classes by winner", iris, "--classify", "--class-vote", "winner"),
            Fit("iris, entropy", iris, "--classify", "--growth-criterion", "entropy", "--lambda", "1"),
            Fit("iris, classes, hierarchy", iris, ["--classify", .. Vertical("0.3")]),
            Fit("iris, reference, classes", iris, [.. reference, "--classify", "--lambda", "20"]),
            Fit("iris, reference, entropy", iris, [.. reference, "--classify", "--growth-criterion", "entropy", "--lambda", "1"]),
            Fit("digits", digits),
            Fit("digits, cosine", digits, "--metric", "cosine", "--scale", "none"),
            Fit("digits, cosine of standard scores", digits, "--metric", "cosine"),
            Fit("digits, 300 neurons", digits, "--target-neurons", "300", "--seed", "7"),
            Fit("digits, cut Gaussian", digits, "--neighborhood", "cutgauss", "--cutgauss-phase", "all"),
            Fit("digits, pointer search", digits, "--pointer-search", "all"),
            Fit("digits, reference", digits, [.. reference, "--lambda", "60"]),
            Fit("digits, smoothing", digits, "--smoothing-steps", "3", "--smoothing-epsilon", "0.3"),
            Fit("digits, settled by weights", digits, "--winner-stability", "off", "--target-neurons", "60"),
            Fit("digits, first blocked stops", digits, "--growth-rule", "first-blocked-stops", "--threads", "1"),
            Fit("digits, no pruning", digits, "--no-pruning", "--lambda", "40", "--coarse-fraction", "0.4"),
            Fit("blobs", whole),
            Fit("blobs, mapped", mapped),
            Fit("blobs, mapped, unscaled, one thread", mapped, "--scale", "none", "--threads", "1"),
            Fit("blobs, three files", parts),
            new("blobs, cluster", ["cluster", "train", .. parts, "--silos", "2"], parts),
            new("iris, classes, cluster", ["cluster", "train", .. iris, "--silos", "2", "--classify"], iris),
        ];
    }

    private static ListedFit Fit(string name, string[] data, params string[] options) =>
        new(name, ["train", .. data, .. options], data);

    private static string[] Vertical(string tau2) =>
        ["--vertical-growth", "--target-neurons", "10", "--tau2", tau2, "--min-samples-vertical-growth", "40"];

    /// <summary>The embedded sample with weights that are not whole numbers, and some of 0.</summary>
    private static string WriteWeighted(string path)
    {
        var shapes = SampleData.Shapes();
        using var file = new StreamWriter(path);
        file.WriteLine("x,y,weight");
        for (int row = 0; row < 800; row++)
            file.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{shapes[row, 0]},{shapes[row, 1]},{row % 7 * 0.5}"));
        return path;
    }

    private static string WriteCategories(string path)
    {
        string[] colors = ["red", "green", "blue"];
        var shapes = SampleData.Shapes();
        using var file = new StreamWriter(path);
        file.WriteLine("x,color,y");
        for (int row = 0; row < 600; row++)
            file.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{shapes[row, 0]},{colors[row * row % 3]},{shapes[row, 1]}")
            );
        return path;
    }

    private static string[] WriteParts(StudyFolder folder, DataMatrix data)
    {
        int[] ends = [0, data.RowCount / 5, data.RowCount / 2, data.RowCount];
        var paths = new string[ends.Length - 1];
        for (int part = 0; part < paths.Length; part++)
        {
            paths[part] = folder.Path($"part{part}.npy");
            NpyFile.Write(paths[part], data.SelectRows([.. Enumerable.Range(ends[part], ends[part + 1] - ends[part])]));
        }
        return paths;
    }
}
