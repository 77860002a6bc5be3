using System.IO.Compression;
using System.Text;
using Apache.Arrow.Compression;
using Apache.Arrow.Ipc;
using Dbgsom.Distributed;
using Dbgsom.Files;
using Dbgsom.Fuzz.Targets;
using Dbgsom.Grid;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.TestSupport;
using Dbgsom.Training;

namespace Dbgsom.Fuzz;

/// <summary>Valid inputs of every reader, made by code.</summary>
public static class Seeds
{
    private static readonly string[] WithChecksums = ["npz", "csv.gz", "model", "run", "request", "sums"];

    private static readonly string[] FeatureNames = ["length", "width", "größe"];

    /// <summary>Every reader.</summary>
    /// <param name="folder">A folder for its files.</param>
    public static IReadOnlyList<(string Name, Func<Target> Make)> Targets(string folder)
    {
        (string Name, Func<Target> Make)[] readers =
        [
            .. DataFileSeeds(folder)
                .Select(pair =>
                    (pair.Extension[1..], (Func<Target>)(() => new DataFileTarget(pair.Extension, pair.Make(), folder)))
                ),
            .. CodebookSeeds(folder)
                .Select(pair =>
                    ("codebook" + pair.Extension, (Func<Target>)(() => new CodebookTarget(pair.Extension, pair.Make(), folder)))
                ),
            ("model", () => new ModelTarget(Models(folder), folder)),
            ("run", () => new RunTarget(Runs(folder), Rows(), folder)),
            ("request", () => new RequestTarget(Traffic().Requests, Host)),
            ("plan", () => new PlanTarget(Plans(folder), folder)),
            ("sums", () => new SumsTarget(Traffic().Sums)),
            ("explorer", () => new ExplorerTarget()),
        ];
        return
        [
            .. readers,
            .. readers
                .Where(reader => WithChecksums.Contains(reader.Name))
                .Select(reader => (reader.Name + "-flipped", (Func<Target>)(() => new FlippedTarget(reader.Make())))),
        ];
    }

    /// <summary>60 rows of three named features.</summary>
    public static DataMatrix Rows()
    {
        var values = new double[60, 3];
        for (int i = 0; i < 60; i++)
            (values[i, 0], values[i, 1], values[i, 2]) = ((i % 3 * 5) + (i * 0.01), (i % 5) - (0.5 * (i % 2)), 0.125 * i);
        return DataMatrix.From(values).WithFeatureNames(FeatureNames);
    }

    private static byte[] Json(string first, string between, string last)
    {
        const string row =
            "{\"a\": -1.5e1, \"b\": \"2\", \"kind\": \"r\\u00F6t\", \"flag\": true, \"gap\": null, \"tags\": [1, {\"x\": []}]}";
        return Encoding.UTF8.GetBytes(first + string.Join(between, Enumerable.Repeat(row, 5)) + last);
    }

    private static (string Extension, Func<IReadOnlyList<byte[]>> Make)[] DataFileSeeds(string folder) =>
        [
            (".npy", () => Arrays(folder)),
            (".npz", () => Archives(folder)),
            (".csv", () => Texts(',')),
            (".tsv", () => Texts('\t')),
            (".txt", () => [.. Texts(' ').Where(text => text[0] != 'r')]),
            (".json", () => [Json("[", ",\n", "]")]),
            (".jsonl", () => [Json("", "\n", "")]),
            (".csv.gz", () => [.. Texts(',').Where(text => text[0] != 'r').Select(Pack)]),
            (".parquet", () => [ParquetSeed(folder, 8), ParquetSeed(folder, 300)]),
            (
                ".arrow",
                () =>
                    [
                        .. new CompressionCodecType?[] { null, CompressionCodecType.Zstd }.Select(codec =>
                            ArrowSeed(folder, codec, false)
                        ),
                    ]
            ),
            (
                ".arrows",
                () =>
                    [
                        .. new CompressionCodecType?[] { null, CompressionCodecType.Lz4Frame }.Select(codec =>
                            ArrowSeed(folder, codec, true)
                        ),
                    ]
            ),
        ];

    private static (string Extension, Func<IReadOnlyList<byte[]>> Make)[] CodebookSeeds(string folder) =>
        [
            (
                ".wts",
                () =>
                    [
                        "%2 3\n%2\n0 1 \n2 3 \n4 5 \n6 7 \n8 9 \n1e1 -0.5 \n"u8.ToArray(),
                        "# two\n%\t2\t3\t0\n%\t1\n%\tlength\n1\n2\n3\n4\n5\n6"u8.ToArray(),
                    ]
            ),
            (
                ".csv",
                () =>
                    [
                        "\"\",\"a\"\n\"V1\",1\n\"V2\",2\n\"V3\",3\n\"V4\",4\n\"V5\",5\n\"V6\",6\n"u8.ToArray(),
                        "1,2\n3,4\n5,6\n7,8\n9,0\n1,2\n"u8.ToArray(),
                    ]
            ),
            (
                ".npy",
                () =>
                    [
                        GridFiles.Npy("<f8", "(3, 2, 2), 'fortran_order': False", new byte[12 * 8]),
                        GridFiles.Npy("<f4", "(6, 2), 'fortran_order': True", new byte[12 * 4]),
                    ]
            ),
        ];

    private static List<byte[]> Plans(string folder)
    {
        string path = Path.Combine(folder, "planned.csv");
        File.WriteAllText(
            path,
            "id,size,color,sold,when\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 12)
                        .Select(row => $"{row * 7},{row % 5}.5,c{row % 2},{(row % 3 == 0 ? "yes" : "no")},2024-01-02\n")
                )
        );
        var plan = TablePlan.Create([path], new() { MissingTexts = ["x"], Delimiter = ',' });
        return [.. new[] { plan, plan.Without(["0"]) }.Select(one => Encoding.UTF8.GetBytes(one.ToJson()))];
    }

    private static List<byte[]> Arrays(string folder)
    {
        string path = Path.Combine(folder, "seed.npy");
        var seeds = new List<byte[]>();
        NpyFile.Write(path, Rows());
        seeds.Add(File.ReadAllBytes(path));
        NpyFile.Write(path, [3, 1, 4, 1]);
        seeds.Add(File.ReadAllBytes(path));
        NpyFile.Write(path, [true, false, true, true]);
        seeds.Add(File.ReadAllBytes(path));
        NpyFile.Write(path, (IReadOnlyList<string>)["red", "green", "blau ü", "🌸"]);
        seeds.Add(File.ReadAllBytes(path));
        foreach (
            var (type, order, size) in new[]
            {
                (">i2", "False", 2),
                ("<f4", "True", 4),
                ("|b1", "True", 1),
                ("<f2", "False", 2),
                (">u8", "True", 8),
            }
        )
            seeds.Add(GridFiles.Npy(type, $"(4, 3), 'fortran_order': {order}", new byte[12 * size])); // the later of two keys counts
        return seeds;
    }

    private static List<byte[]> Archives(string folder)
    {
        string path = Path.Combine(folder, "seed.npz");
        var rows = Rows();
        var seeds = new List<byte[]>();
        NpzFile.Write(path, [("rows", rows)]);
        seeds.Add(File.ReadAllBytes(path));
        NpzFile.Write(path, [("first", rows), ("second", rows)]);
        seeds.Add(File.ReadAllBytes(path));
        seeds.Add(ZipMutator.Write(ZipMutator.Read(seeds[0]), packed: true));
        return seeds;
    }

    private static List<byte[]> Texts(char between) =>
        [
            .. new[]
            {
                "length,width,kind\n1.5,2,1\n3,4e-3,0\n-5,6,1\n7,8,0\n",
                "1,2\n3,4\n5,6\n",
                "\"a \"\"b\"\"\",\"c\nd\"\r\n1,2\r\n3,4\r\n",
                "red\ngreen\nred\nblue\n",
                "\u00ef\u00bb\u00bfx,y\n1,2\n\n3,4",
            }.Select(text => Encoding.Latin1.GetBytes(text.Replace(',', between))),
        ];

    private static byte[] Pack(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal))
            stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] ParquetSeed(string folder, int rows) =>
        File.ReadAllBytes(
            ParquetFiles.Write(
                Path.Combine(folder, "seed.parquet"),
                [rows / 2, rows - (rows / 2)],
                ParquetFiles.Of("x", [.. Enumerable.Range(0, rows).Select(row => row * 0.5)]),
                ParquetFiles.Nullable<int>("y", [.. Enumerable.Range(0, rows).Select(row => (int?)(row % 7))]),
                ParquetFiles.Nullable<bool>("z", [.. Enumerable.Range(0, rows).Select(row => (bool?)(row % 3 == 0))])
            )
        );

    private static byte[] ArrowSeed(string folder, CompressionCodecType? codec, bool stream)
    {
        string path = Path.Combine(folder, "seed.arrow");
        var batch = ArrowFiles.Batch(
            ("x", ArrowFiles.Doubles([.. Enumerable.Range(0, 40).Select(row => (double?)(row * 0.5))])),
            ("y", ArrowFiles.Doubles([.. Enumerable.Range(0, 40).Select(row => (double?)(row % 4))]))
        );
        return File.ReadAllBytes(stream ? ArrowFiles.WriteStream(path, codec, batch) : ArrowFiles.Write(path, codec, batch));
    }

    private static SomOptions Small { get; } =
        new()
        {
            TargetNeurons = 6,
            Seed = 5,
            Scaling = Scaling.Standard,
        };

    private static SomOptions Nested { get; } = Small with { VerticalGrowth = true, Tau2 = 0.05, MinSamplesVerticalGrowth = 8 };

    private static string[] Labels =>
        [
            .. Enumerable
                .Range(0, 60)
                .Select(row =>
                    row % 3 == 0 ? "red"
                    : row % 3 == 1 ? "green"
                    : "blau ü"
                ),
        ];

    private static List<byte[]> Models(string folder)
    {
        string path = Path.Combine(folder, "seed.som.npz");
        var seeds = new List<byte[]>();
        new SomVq(Small).Fit(Rows()).Save(path);
        seeds.Add(File.ReadAllBytes(path));
        new SomClassifier(Nested).Fit(Rows(), Labels).Map.Save(path);
        seeds.Add(File.ReadAllBytes(path));
        SomMap.FromWeights(Rows(), new GridSize(10, 6), MapGrid.Hexagonal, GridBoundary.Toroidal).Save(path);
        seeds.Add(File.ReadAllBytes(path));
        return seeds;
    }

    private static List<byte[]> Runs(string folder)
    {
        string path = Path.Combine(folder, "seed.run.npz");
        var seeds = new List<byte[]>();
        foreach (var options in new[] { Small, Small with { PointerSearch = PhaseScope.All, Weighting = Weighting.Uniform } })
        {
            using var rows = new LocalEngine(Rows(), 1);
            var run = TrainingRun.Start(options, rows);
            for (int epoch = 0; epoch < 7; epoch++)
                run.Advance();
            run.Save(path);
            seeds.Add(File.ReadAllBytes(path));
        }
        return seeds;
    }

    private static PassHost Host() => new(Rows(), 0, ClassLabels.From(Labels), 1);

    /// <summary>All requests and answers of a small training, one of each kind and some more.</summary>
    private static (IReadOnlyList<byte[]> Requests, IReadOnlyList<byte[]> Sums) Traffic()
    {
        using var host = Host();
        var requests = new List<byte[]>();
        var sums = new List<byte[]>();
        var labels = ClassLabels.From(Labels);
        var rows = new RemoteEngine(
            new RemoteRows(60, 3, FeatureNames, labels.Classes),
            (request, ct) =>
            {
                requests.Add(request);
                sums.Add(host.Run(request, "request", ct));
                return PassSums.Merge([sums[^1]]);
            },
            "fuzz"
        );
        var run = TrainingRun.Start(Nested, rows);
        while (!run.IsFinished)
            run.Advance();
        run.Finish();
        return (OneOfEachSize(requests), OneOfEachSize([.. sums.Where(some => some.Length > 0)]));
    }

    // Requests of a kind differ in little; those that differ most do in their entries.
    private static byte[][] OneOfEachSize(List<byte[]> archives) =>
        [.. archives.DistinctBy(archive => string.Join('|', ZipMutator.Read(archive).Select(entry => entry.Name)))];
}
