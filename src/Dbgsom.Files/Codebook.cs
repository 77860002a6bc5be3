using Dbgsom.Files.Codebooks;
using Dbgsom.Grid;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;

namespace Dbgsom.Files;

/// <summary>The weights of a map trained by another program, with their grid.</summary>
/// <remarks>
/// <list type="table"> <item><term><c>.wts</c></term><description>Somoclu and the Databionics ESOM tools: the file contains the number
/// of rows and columns, and optionally boundary and names.</description></item> <item><term><c>.csv</c>,
/// <c>.tsv</c></term><description>The codes of R's kohonen: one row per neuron, columns fastest, from the bottom left, after a header
/// of names.</description></item> <item><term><c>.npy</c></term><description>The weights of MiniSom, columns × rows × features; or
/// neurons × features, the grid row by row.</description></item> </list>
/// </remarks>
public sealed class Codebook
{
    internal Codebook(DataMatrix weights, GridSize grid, MapGrid topology, GridBoundary boundary, bool isMirrored) =>
        (Weights, Grid, Topology, Boundary, IsMirrored) = (weights, grid, topology, boundary, isMirrored);

    /// <summary>The file extensions that <see cref="Load"/> supports.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".wts", ".csv", ".tsv", ".npy"];

    /// <summary>The weights: one row per neuron, the grid row by row, and one column per feature, with names if the file has them.</summary>
    public DataMatrix Weights { get; }

    /// <summary>The columns and rows of the grid.</summary>
    public GridSize Grid { get; }

    /// <summary>The cells of the grid.</summary>
    public MapGrid Topology { get; }

    /// <summary>Whether the grid ends at its edges or is joined to a torus.</summary>
    public GridBoundary Boundary { get; }

    /// <summary>
    /// True if columns are counted from the right. In kohonen's hexagonal grids, and in some of MiniSom's, the even rows are shifted by
    /// half a cell; here the odd ones are. Counting from the right keeps all neighbors, and the map is drawn mirrored.
    /// </summary>
    public bool IsMirrored { get; }

    /// <summary>Loads a codebook.</summary>
    /// <param name="path">A file with one of <see cref="Extensions"/>.</param>
    /// <param name="grid">Columns and rows, for a file that does not contain them; null for those of the file.</param>
    /// <param name="topology">The cells of the grid, which no file contains; null for <see cref="MapGrid.Square"/>.</param>
    /// <param name="boundary">
    /// The boundary of the grid; null for that of the file or, if it has none, <see cref="GridBoundary.Planar"/>.
    /// </param>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, not a codebook, or does not fit the grid; the message names file, line and value.
    /// </exception>
    /// <exception cref="ArgumentException">
    /// The extension is not supported, the size of the grid is not given, or a torus cannot have the size.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Codebook Load(string path, GridSize? grid = null, MapGrid? topology = null, GridBoundary? boundary = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (grid is { IsAuto: true })
            throw new ArgumentException("the grid is auto; a codebook needs a grid of given size, such as 20x30", nameof(grid));
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
                $"{path} must have one of the extensions of codebooks, {string.Join(", ", Extensions)}",
                nameof(path)
            );
        return read.On(path, grid, topology ?? MapGrid.Square, boundary);

        bool Is(string other) => string.Equals(extension, other, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Makes a map of the codebook, without training samples; see <see cref="SomMap.HasTrainingSamples"/>.</summary>
    /// <param name="metric">The distance metric; null for <see cref="Metric.Euclidean"/>.</param>
    /// <exception cref="ArgumentException">Weights are too large.</exception>
    public SomMap ToMap(Metric? metric = null) => SomMap.FromWeights(Weights, Grid, Topology, Boundary, metric);

    /// <summary>
    /// Makes a map of the codebook, with hits, errors, densities and distances of the given samples. The weights are not changed.
    /// </summary>
    /// <param name="samples">
    /// At least four samples with the features of the codebook: by name if both have names, otherwise by position. They are not scaled,
    /// so they must be in the units of the weights.
    /// </param>
    /// <param name="metric">The distance metric; null for <see cref="Metric.Euclidean"/>.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// The features differ from those of the codebook, the samples cannot be searched, or weights are too large.
    /// </exception>
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
