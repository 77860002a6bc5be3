using Dbgsom.Files.Codebooks;
using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Files;

/// <summary>The weights of a map that another program trained, with the grid they lie on.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>.wts</c></term><description>of Somoclu and the Databionics ESOM tools: the file holds the number of rows and columns, and perhaps the boundary and names.</description></item>
/// <item><term><c>.csv</c>, <c>.tsv</c></term><description>the codes of R's kohonen: a row for each neuron, columns fastest, from the bottom left, below a header of names.</description></item>
/// <item><term><c>.npy</c></term><description>the weights of MiniSom, columns × rows × features; or neurons × features, the grid row by row.</description></item>
/// </list>
/// </remarks>
public sealed class Codebook
{
    internal Codebook(DataMatrix weights, GridSize grid, MapGrid topology, GridBoundary boundary, bool isMirrored) =>
        (Weights, Grid, Topology, Boundary, IsMirrored) = (weights, grid, topology, boundary, isMirrored);

    /// <summary>The extensions of the files that can be read.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".wts", ".csv", ".tsv", ".npy"];

    /// <summary>The weights: a row for each neuron, the grid row by row, and a column for each feature, with names where the file has them.</summary>
    public DataMatrix Weights { get; }

    /// <summary>The columns and rows of the grid.</summary>
    public GridSize Grid { get; }

    /// <summary>The cells of the grid.</summary>
    public MapGrid Topology { get; }

    /// <summary>What is beyond the edges of the grid.</summary>
    public GridBoundary Boundary { get; }

    /// <summary>
    /// Whether columns are counted from the right. The first row of kohonen's hexagons lies half a cell to the right, as do the even ones of some of MiniSom's; here the
    /// odd ones do. Counted from the right the neighbors are the same, and the map is drawn as in a mirror.
    /// </summary>
    public bool IsMirrored { get; }

    /// <summary>Reads a codebook.</summary>
    /// <param name="path">A file with one of <see cref="Extensions"/>.</param>
    /// <param name="grid">Columns and rows, for a file that does not hold them; null for those of the file.</param>
    /// <param name="topology">The cells of the grid, which no file holds; null for <see cref="MapGrid.Square"/>.</param>
    /// <param name="boundary">What is beyond the edges; null for what the file holds or, where it does not, <see cref="GridBoundary.Planar"/>.</param>
    /// <exception cref="InvalidDataException">The file is damaged or not a codebook, or does not fit the grid; the message says file, line and value.</exception>
    /// <exception cref="ArgumentException">The extension is not known, the size of the grid is not given, or no torus has the size.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Codebook Load(string path, GridSize? grid = null, MapGrid? topology = null, GridBoundary? boundary = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (grid is { IsAuto: true })
            throw new ArgumentException("the grid is auto; a codebook has a grid of given size, such as 20x30", nameof(grid));
        if (Directory.Exists(path))
            throw new InvalidDataException(
                $"{path} is a folder; a codebook is a file, with one of {string.Join(", ", Extensions)}"
            );
        string extension = Path.GetExtension(path);
        var read =
            Is(".wts") ? WtsFile.Read(path)
            : Is(".npy") ? WeightsArray.Read(path)
            : Is(".csv") || Is(".tsv") ? CodesTable.Read(path, Is(".tsv") ? '\t' : null)
            : throw new ArgumentException(
                $"{path} has none of the extensions of codebooks, {string.Join(", ", Extensions)}",
                nameof(path)
            );
        return read.On(path, grid, topology ?? MapGrid.Square, boundary);

        bool Is(string other) => string.Equals(extension, other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Makes a map of the codebook. It has seen no samples, see <see cref="SomMap.HasTrainingSamples"/>.</summary>
    /// <param name="metric">The metric of distances between samples and neurons; null for <see cref="Metric.Euclidean"/>.</param>
    /// <exception cref="ArgumentException">Weights are too large.</exception>
    public SomMap ToMap(Metric? metric = null) => SomMap.FromWeights(Weights, Grid, Topology, Boundary, metric);

    /// <summary>Makes a map of the codebook that knows hits, errors, densities and distances of samples. Its weights are those of the codebook.</summary>
    /// <param name="samples">At least four samples, with the features of the codebook: by name where both have names, otherwise by position. They are taken as they are, so they have to be in the units of the weights.</param>
    /// <param name="metric">The metric of distances between samples and neurons; null for <see cref="Metric.Euclidean"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the codebook, the samples cannot be searched, or weights are too large.</exception>
    public SomMap ToMapOf(DataMatrix samples, Metric? metric = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var map = ToMap(metric);
        var chosen = FeatureMatch.Find(map, samples).Select(samples);
        using var rows = new LocalEngine(Weights.FeatureNames is null ? chosen : chosen.WithFeatureNames(Weights.FeatureNames));
        return TrainingRun.Place(map.Options, rows, Weights, cancellationToken);
    }

    /// <summary>Returns the size, as in "Codebook: hexagonal 20x30, 4 features".</summary>
    public override string ToString() => $"Codebook: {Topology} {Grid}, {Text.Counted(Weights.ColumnCount, "feature")}";
}
