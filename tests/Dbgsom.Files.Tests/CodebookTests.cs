using System.Globalization;
using Dbgsom.Export;
using Dbgsom.Grid;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom.Files.Tests;

/// <summary>Codebooks of other programs, each held against the order and the places that the program gives its neurons.</summary>
public sealed class CodebookTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>As Somoclu writes it: two lines of header, and a blank behind each value.</summary>
    [Fact]
    public void Wts_of_somoclu()
    {
        string path = folder.Write("map.wts", "%2 3\n%2\n0.5 1.5 \n2 3 \n4 -5e-1 \n6 7 \n8 9 \n10 11 \n");
        var book = Codebook.Load(path, topology: MapGrid.Hexagonal);
        Assert.Equal(new GridSize(3, 2), book.Grid);
        Assert.Equal((MapGrid.Hexagonal, GridBoundary.Planar, false), (book.Topology, book.Boundary, book.IsMirrored));
        Assert.Null(book.Weights.FeatureNames);
        Assert.Equal([0.5, 1.5, 2, 3, 4, -0.5, 6, 7, 8, 9, 10, 11], Values(book));
        Assert.Equal("Codebook: hexagonal 3x2, 2 features", book.ToString());
    }

    /// <summary>As the ESOM tools and R's DataIO write it: comments, tabs, perhaps the boundary, and a third line of names or of a 1 for each feature.</summary>
    [Theory]
    [InlineData("# made by hand\n# twice\n%3\t4\t1\n%\t2\n%\tlong ways\twide\n", "toroidal", "long ways,wide")]
    [InlineData("% 3 4\n% 2 toroid\n% long wide\n", "toroidal", "long,wide")]
    [InlineData("%\t3\t4\tFALSE\n%\t2\n%\t1\t1\n", "planar", null)]
    public void Wts_of_the_esom_tools(string header, string boundary, string? names)
    {
        var lines = Enumerable.Range(0, 12).Select(i => $"{i}\t{i + 0.25}");
        var book = Codebook.Load(folder.Write("map.wts", header + string.Join("\r\n", lines)));
        Assert.Equal((new GridSize(4, 3), boundary), (book.Grid, book.Boundary.Name));
        Assert.Equal(names?.Split(','), book.Weights.FeatureNames);
        Assert.Equal(Enumerable.Range(0, 12).SelectMany(i => new[] { i, i + 0.25 }), Values(book));
        if (boundary == "toroidal")
            Assert.Contains(
                "its boundary is toroidal and not planar",
                Bad(() => Codebook.Load(folder.At("map.wts"), boundary: GridBoundary.Planar)),
                StringComparison.Ordinal
            );
    }

    /// <summary>Of R: write.csv with and without names of rows, and write.table, whose header has no cell for them.</summary>
    [Theory]
    [InlineData("\"a b\",\"c\"\n0,0.5\n1,1.5\n2,2.5\n3,3.5\n4,4.5\n5,5.5\n")]
    [InlineData("\"\",\"a b\",\"c\"\n\"V1\",0,0.5\n\"V2\",1,1.5\n\"V3\",2,2.5\n\"V4\",3,3.5\n\"V5\",4,4.5\n\"V6\",5,5.5\n")]
    [InlineData(
        "\"a b\"\t\"c\"\n\"V1\"\t0\t0.5\n\"V2\"\t1\t1.5\n\"V3\"\t2\t2.5\n\"V4\"\t3\t3.5\n\"V5\"\t4\t4.5\n\"V6\"\t5\t5.5\n",
        ".tsv"
    )]
    public void Codes_of_kohonen(string text, string extension = ".csv")
    {
        string path = folder.Write("codes" + extension, text);
        var book = Codebook.Load(path, new GridSize(3, 2));
        Assert.Equal(["a b", "c"], book.Weights.FeatureNames);
        Assert.Equal([0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5], Values(book));
        Assert.False(book.IsMirrored);
        var hexagons = Codebook.Load(path, new GridSize(3, 2), MapGrid.Hexagonal);
        Assert.Equal([2, 2.5, 1, 1.5, 0, 0.5, 5, 5.5, 4, 4.5, 3, 3.5], Values(hexagons));
        Assert.True(hexagons.IsMirrored);
        Assert.Contains(
            "--grid 20x30",
            Assert.Throws<ArgumentException>(() => Codebook.Load(path)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>
    /// The distance of any two neurons is what the other program's points say. kohonen: x + ½ (y mod 2), ½√3 y for x and y from 1. MiniSom: x, less ½ in the last row and
    /// every second before it. On a torus the shorter way in either direction.
    /// </summary>
    [Theory]
    [InlineData(5, 4, false, false)]
    [InlineData(4, 5, false, false)]
    [InlineData(5, 4, true, false)]
    [InlineData(4, 6, true, false)]
    [InlineData(5, 4, false, true)]
    [InlineData(4, 5, false, true)]
    [InlineData(5, 4, true, true)]
    public void Neurons_are_as_far_apart_as_in_the_other_program(int columns, int rows, bool isTorus, bool isMiniSom)
    {
        // The weight of a neuron is its number in the file.
        double[] numbers = [.. Enumerable.Range(0, columns * rows).Select(i => (double)i)];
        string path;
        if (isMiniSom)
            path = WriteArray("w.npy", numbers, columns, rows, 1);
        else
            path = folder.Write(
                "codes.csv",
                "number\n" + string.Join('\n', numbers.Select(n => n.ToString(CultureInfo.InvariantCulture)))
            );
        var boundary = isTorus ? GridBoundary.Toroidal : GridBoundary.Planar;
        var map = Codebook.Load(path, new GridSize(columns, rows), MapGrid.Hexagonal, boundary).ToMap();
        double height = Math.Sqrt(3) / 2;
        (double X, double Y) Point(int number)
        {
            var (x, y) = isMiniSom ? (number / rows, number % rows) : (number % columns, number / columns);
            double shift = isMiniSom
                ? (rows - 1 - y) % 2 == 0
                    ? -0.5
                    : 0
                : (y + 1) % 2 == 1
                    ? 0.5
                    : 0;
            return (x + shift, y * height);
        }
        double Way(double difference, double period)
        {
            double way = Math.Abs(difference);
            return isTorus ? Math.Min(way, period - way) : way;
        }
        foreach (var a in map.Neurons)
        foreach (var b in map.Neurons)
        {
            var (from, to) = (Point((int)map.Weights[a.Index, 0]), Point((int)map.Weights[b.Index, 0]));
            var (across, down) = (Way(from.X - to.X, columns), Way(from.Y - to.Y, rows * height));
            Assert.Equal(Math.Sqrt((across * across) + (down * down)), map.Grid.Distance(a.Position, b.Position), 1e-9);
        }
    }

    [Fact]
    public void An_array_of_two_dimensions_is_the_grid_row_by_row()
    {
        double[] values = [.. Enumerable.Range(0, 12).Select(i => i * 0.5)];
        NpyFile.Write(folder.At("w.npy"), DataMatrix.From(values, 2));
        Assert.Equal(values, Values(Codebook.Load(folder.At("w.npy"), new GridSize(3, 2), MapGrid.Hexagonal)));
    }

    public static TheoryData<string, string, string> Written =>
        new(
            from format in new[] { "wts", "codes", "npy" }
            from topology in MapGrid.All
            from boundary in GridBoundary.All
            from size in new[] { "5x4", "4x6", "3x5" }
            where boundary == GridBoundary.Planar || topology == MapGrid.Square || size != "3x5"
            select (format, $"{topology}/{boundary}", size)
        );

    [Theory]
    [MemberData(nameof(Written))]
    public void What_is_exported_reads_back(string format, string grid, string size)
    {
        var (topology, boundary) = (Parse<MapGrid>(grid.Split('/')[0]), Parse<GridBoundary>(grid.Split('/')[1]));
        var shape = GridSize.Parse(size);
        var data = DataMatrix
            .From([.. Enumerable.Range(0, 3 * shape.Count).Select(i => Math.Sqrt(i) - (1.0 / (1 + i)))], 3)
            .WithFeatureNames(["a", "b, or \"c\"", "long name"]);
        var map = SomMap.FromWeights(data, shape, topology, boundary);
        var chosen = Parse<MapFormat>(format);
        string path = folder.At("map" + chosen.Extension);
        map.Export(path, chosen);
        var back = Codebook.Load(path, format == "codes" ? shape : null, topology, format == "wts" ? null : boundary).ToMap();
        Assert.Equal(map.Weights.Values.ToArray(), back.Weights.Values.ToArray());
        Assert.Equal(map.Grid.Name, back.Grid.Name);
        Assert.Equal(map.Edges, back.Edges);
        Assert.Equal(format == "npy" ? null : map.FeatureNames, back.FeatureNames);
    }

    /// <summary>Names that wts files cannot hold are left out, and the map reads back without them.</summary>
    [Theory]
    [InlineData("tab\there")]
    [InlineData(" blank before")]
    public void Names_that_wts_cannot_hold_are_left_out(string name)
    {
        var map = SomMap.FromWeights(DataMatrix.From([1, 2, 3, 4], 1).WithFeatureNames([name]), new GridSize(2, 2));
        map.Export(folder.At("map.wts"), MapFormat.Wts);
        Assert.Null(Codebook.Load(folder.At("map.wts")).Weights.FeatureNames);
    }

    [Theory]
    [InlineData("map.wts", "", "ends before the header")]
    [InlineData("map.wts", "%2 2\n", "ends before the header")]
    [InlineData("map.wts", "1 2\n", "line 1 ('1 2') stands in the place of the header")]
    [InlineData("map.wts", "%2\n%1\n", "line 1 ('2') is not the number of rows and columns")]
    [InlineData("map.wts", "%two 2\n%1\n", "has 'two' for the number of rows")]
    [InlineData("map.wts", "%2 2 maybe\n%1\n", "has 'maybe' for the boundary")]
    [InlineData("map.wts", "%2 -2\n%1\n", "has '-2' for the number of columns")]
    [InlineData("map.wts", "%1 1\n%1\n1\n", "is not a size of a map")]
    [InlineData("map.wts", "%2 2\n%0\n", "has '0' for the number of features")]
    [InlineData("map.wts", "%2 2\n%1\n%a\n%b\n", "line 4 ('b') is a fourth line of the header")]
    [InlineData("map.wts", "%2 2\n%2\n1 2\n3\n", "line 4 ('3') has 1 values; the header declares 2 features")]
    [InlineData("map.wts", "%2 2\n%2\n1 2\n3 NaN\n", "line 4, value 2: 'NaN' is not a finite number")]
    [InlineData("map.wts", "%2 2\n%2\n1 2\n3 1,5\n", "line 4, value 2: '1,5' is not a finite number")]
    [InlineData("map.wts", "%2 2\n%1\n1\n2\n3\n", "ends after 3 of the 4 neurons that its header declares")]
    [InlineData("map.wts", "%2 2\n%1\n1\n2\n3\n4\n5\n", "line 7 ('5') is one neuron more than the 4")]
    [InlineData("map.wts", "%2 2\n%1\n1\n2\0\n3\n4\n", "line 4 holds a NUL")]
    [InlineData("map.wts", "%1000000 1000000\n%1\n", "is not a size of a map")]
    [InlineData("map.wts", "%2 2\n%2\n%a b c\n", "names 3 features; the header declares 2")]
    [InlineData("map.wts", "%2 2\n%2\n%a a\n", "names 'a' 2 times")]
    [InlineData("map.csv", "1,x\n3,4\n", "line 1 contains numbers, and 'x' in column 2, which is not a number")]
    [InlineData("map.csv", "", "it contains no data")]
    [InlineData("map.csv", "a,b\n", "it contains no weights")]
    [InlineData("map.csv", "a,b\n1,2\n3\n", "line 3 has 1 cells, and line 1 has 2")]
    [InlineData("map.csv", "a,b\n1,2\n3,NA\n", "line 3, column 1 ('b'): 'NA' is not a finite number")]
    [InlineData("map.csv", "a,a\n1,2\n", "the name 'a' occurs 2 times")]
    [InlineData("map.csv", "a,\n1,2\n", "the name of feature 2 is empty")]
    [InlineData("map.csv", "neuron,x,y,label,weight_a\n0,0,0,0,1\n", "the table of neurons written by dbgsom export")]
    [InlineData(
        "map.csv",
        "a,b\n1,2\n3,4\n5,6\n",
        "it holds 3 neurons, and a grid of 3x2 has 6; give the columns and rows it was trained with, as in --grid 3x1"
    )]
    public void What_is_wrong_is_told_by_file_line_and_value(string name, string text, string message)
    {
        string path = folder.Write(name, text);
        string said = Bad(() => Codebook.Load(path, name.EndsWith(".csv", StringComparison.Ordinal) ? new GridSize(3, 2) : null));
        Assert.StartsWith(path + ": ", said, StringComparison.Ordinal);
        Assert.Contains(message, said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_with_an_array_is_told()
    {
        double[] values = [1, 2, 3, 4, 5, double.NaN, 7, 8];
        string path = WriteArray("w.npy", values, 2, 2, 2);
        Assert.Contains("the value at [1, 0, 1] is NaN", Bad(() => Codebook.Load(path)), StringComparison.Ordinal);
        path = WriteArray("w.npy", values, 8);
        Assert.Contains("the array has the shape (8)", Bad(() => Codebook.Load(path)), StringComparison.Ordinal);
        path = WriteArray("w.npy", [1, 2, 3], 3, 1, 1);
        Assert.Contains("is not a size of a map", Bad(() => Codebook.Load(path)), StringComparison.Ordinal);
        path = WriteArray("w.npy", [1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2);
        Assert.Contains(
            "its grid is 2x2 and not 4x1",
            Bad(() => Codebook.Load(path, new GridSize(4, 1))),
            StringComparison.Ordinal
        );
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^8]);
        Assert.Contains("only 56 bytes of values follow", Bad(() => Codebook.Load(path)), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_codebook_or_no_torus_is_refused()
    {
        Assert.Contains(
            ".wts, .csv",
            Assert.Throws<ArgumentException>(() => Codebook.Load("map.doc")).Message,
            StringComparison.Ordinal
        );
        string path = folder.Write("map.wts", "%3 3\n%1\n" + string.Join('\n', Enumerable.Range(0, 9)));
        Assert.Equal(9, Codebook.Load(path, boundary: GridBoundary.Toroidal).Grid.Count);
        Assert.Contains(
            "even number of rows",
            Assert.Throws<ArgumentException>(() => Codebook.Load(path, null, MapGrid.Hexagonal, GridBoundary.Toroidal)).Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>What a header announces takes no memory before it is there.</summary>
    [Fact]
    public void A_header_takes_no_memory()
    {
        string path = folder.Write("map.wts", "%1000 1000\n%2000000000\n1 2\n");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("has 2 values", Bad(() => Codebook.Load(path)), StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        File.WriteAllText(folder.At("long.wts"), new string(' ', (1 << 24) + 1));
        Assert.Contains(
            "line 1 is longer than 16 MiB",
            Bad(() => Codebook.Load(folder.At("long.wts"))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void With_samples_the_map_knows_what_trained_maps_know()
    {
        var random = new Random(4);
        var samples = DataMatrix
            .From([.. Enumerable.Range(0, 80).Select(_ => random.NextDouble())], 2)
            .WithFeatureNames(["a", "b"]);
        string path = folder.Write("codes.csv", "b,a\n0,0\n0.5,0\n1,0\n0,1\n0.5,1\n1,1\n");
        var book = Codebook.Load(path, new GridSize(3, 2));
        var (plain, seen) = (book.ToMap(), book.ToMapOf(samples));
        Assert.Equal(["b", "a"], seen.FeatureNames);
        Assert.Equal(Values(book), seen.Weights.Values.ToArray());
        Assert.Equal(plain.Predict(samples), seen.Predict(samples));
        Assert.Equal(plain.Hits(samples), seen.Neurons.Select(neuron => neuron.HitMass));
        Assert.Equal(plain.QuantizationError(samples), seen.Training.QuantizationError);
        Assert.True(seen is { HasTrainingSamples: true, CanScoreOutliers: true });
        Assert.DoesNotContain(seen.Diagnostics, diagnostic => diagnostic.Kind == DiagnosticKind.NeverConverged);
        Assert.Equal(40, seen.OutlierScores(samples).Length);
        // Columns of samples without names are those of the codebook, in its order.
        var turned = DataMatrix.From(
            [.. Enumerable.Range(0, 40).SelectMany(row => new[] { samples[row, 1], samples[row, 0] })],
            2
        );
        Assert.Equal(plain.Hits(samples), book.ToMapOf(turned).Neurons.Select(neuron => neuron.HitMass));
        // What is constant in some samples still tells those to come apart.
        var flat = DataMatrix
            .From([.. Enumerable.Range(0, 40).SelectMany(row => new[] { samples[row, 0], 0.1 })], 2)
            .WithFeatureNames(["a", "b"]);
        Assert.Equal(plain.Predict(samples), book.ToMapOf(flat).Predict(samples));
        Assert.Equal(Metric.Manhattan, book.ToMapOf(samples, Metric.Manhattan).EffectiveOptions.Metric);
    }

    private static string Bad(Action load) => Assert.Throws<InvalidDataException>(load).Message;

    private static T Parse<T>(string name)
        where T : class, Naming.INamed<T> => T.All.First(one => one.Name == name);

    private static double[] Values(Codebook book)
    {
        var values = new double[book.Weights.RowCount * book.Weights.ColumnCount];
        for (int row = 0; row < book.Weights.RowCount; row++)
            book.Weights.CopyRow(row, values.AsSpan(row * book.Weights.ColumnCount, book.Weights.ColumnCount));
        return values;
    }

    /// <summary>A NumPy array of any shape, version 1.0.</summary>
    private string WriteArray(string name, double[] values, params int[] shape)
    {
        string header =
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': ({string.Join(", ", shape)},), }}".PadRight(117) + "\n";
        byte[] start = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. System.Text.Encoding.Latin1.GetBytes(header)];
        return folder.Write(name, [.. start, .. values.SelectMany(BitConverter.GetBytes)]);
    }
}
