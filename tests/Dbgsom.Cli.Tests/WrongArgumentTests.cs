namespace Dbgsom.Cli.Tests;

public sealed class WrongArgumentTests(Workspace work) : IClassFixture<Workspace>
{
    private static readonly string[] Train = ["train", "shapes.npy", "-o", "wrong.som.npz"];

    [Theory]
    [InlineData("lambda is 0", "--lambda", "0")]
    [InlineData("lambda is -1", "--lambda", "-1")]
    [InlineData("lambda is NaN", "--lambda", "NaN")]
    [InlineData("lambda is 1,5", "--lambda", "1,5")]
    [InlineData("give one of the two", "--lambda", "2", "--target-neurons", "50")]
    [InlineData("max-neurons is 3", "--max-neurons", "3")]
    [InlineData("sigma-fine is 0.6", "--sigma-end", "0.5", "--sigma-fine", "0.6")]
    [InlineData("exponential, linear", "--decay", "cubic")]
    [InlineData("default, reference", "--preset", "best")]
    [InlineData("--threads: '0'", "--threads", "0")]
    [InlineData("as-given, single, double", "--precision", "half")]
    [InlineData("--lamda", "--lamda", "2")]
    [InlineData("--scale", "--scale")]
    [InlineData("--seed", "--resume", "run.npz", "--seed", "1")]
    public void Options_of_training_are_refused_with_what_is_valid(string part, params string[] options)
    {
        Assert.Contains(part, work.Run([.. Train, .. options]).Refused(2), StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("wrong.som.npz")));
    }

    [Theory]
    [InlineData("give a command")]
    [InlineData("'grow'", "grow")]
    [InlineData("-o", "train", "-")]
    [InlineData("DATA", "train", "-o", "x.som.npz")]
    [InlineData("DATA is empty", "train", "", "-o", "x.som.npz")]
    [InlineData("MODEL is empty", "info", "")]
    [InlineData("the output is empty", "train", "shapes.npy", "-o", "")]
    [InlineData("replace an input", "train", "shapes.npy", "-o", "shapes.npy")]
    [InlineData(".csv, .parquet, .arrow, .npy", "predict", "shapes.som.npz", "shapes.npy", "-o", "labels.txt")]
    [InlineData("valid is 1 to the number of neurons", "predict", "shapes.som.npz", "shapes.npy", "--top", "9999")]
    [InlineData("give DATA", "plot", "shapes.som.npz", "--kind", "network", "-o", "x.png")]
    [InlineData("does not support --layout", "plot", "shapes.som.npz", "--kind", "umatrix", "--layout", "pca", "-o", "x.png")]
    [InlineData(".png, .svg", "plot", "shapes.som.npz", "--kind", "hits", "-o", "x.jpg")]
    [InlineData("'heat' is not one of", "plot", "shapes.som.npz", "--kind", "map", "--color", "heat", "-o", "x.png")]
    [InlineData("network, map", "plot", "shapes.som.npz", "--kind", "pie", "-o", "x.png")]
    [InlineData("100 to", "plot", "shapes.som.npz", "--kind", "hits", "--width", "9", "-o", "x.png")]
    public void Commands_are_refused_with_what_is_valid(string part, params string[] args)
    {
        var result = work.Run(args);
        // Alone, the tool shows its help as well.
        Assert.Contains(part, (args.Length == 0 ? result with { Output = "" } : result).Refused(2), StringComparison.Ordinal);
    }
}
