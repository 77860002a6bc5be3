using System.IO.Compression;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>One file in one call, by path and from a stream.</summary>
public sealed class ShortCallTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_samples_in_one_call()
    {
        string path = folder.Write("a.csv", "x,y\n1,2\n3,4.5\n");
        var data = DataFiles.LoadMatrix(path);
        Assert.Equal(
            new double[,]
            {
                { 1, 2 },
                { 3, 4.5 },
            },
            data.ToArray()
        );
        Assert.Equal(["x", "y"], data.FeatureNames!);
        var loaded = DataFiles.Load(path, new DataFileOptions { LabelColumn = "y" });
        Assert.Equal(["2", "4.5"], loaded.Labels!);
        Assert.Equal(["x"], loaded.Data.FeatureNames!);
        Assert.Equal(data.ToArray(), DataFiles.LoadMatrix(folder.Path).ToArray());
    }

    [Fact]
    public void Every_format_is_the_same_from_a_stream_as_from_a_file()
    {
        var data = DataMatrix.From(
            new double[,]
            {
                { 1, 2 },
                { 3, 4.5 },
                { -1, 0 },
            }
        );
        NpyFile.Write(folder.At("a.npy"), data);
        NpyFile.Write(folder.At("single.npy"), data.ToSingle());
        NpzFile.Write(folder.At("a.npz"), [("rows", data)]);
        folder.Write("a.csv", "x;y\n1;2\n3;4.5\n");
        folder.Write("a.txt", " x  y\n 1  2\n 3  4.5\n");
        folder.Write("a.json", "[{\"x\": 1, \"y\": 2}, {\"x\": 3, \"y\": 4.5}]");
        folder.Write("a.jsonl", "{\"x\": 1, \"y\": 2}\n{\"x\": 3, \"y\": 4.5}\n");
        folder.Write("a.tsv", "x\ty\n1\t2\n3\t4.5\n");
        File.WriteAllText(folder.At("wide.csv"), "größe,y\n1,2\n", Encoding.Unicode);
        using (var packed = new GZipStream(File.Create(folder.At("a.csv.gz")), CompressionLevel.Fastest))
            packed.Write("x,y\n1,2\n3,4.5\n"u8);
        ParquetFiles.Write(folder.At("a.parquet"), [2, 1], ParquetFiles.Of("x", 1.5, 2, 3), ParquetFiles.Of("y", 1, 2, 3));
        var batch = ArrowFiles.Batch(("x", ArrowFiles.Doubles(1.5, 2)), ("y", ArrowFiles.Doubles(3, 4)));
        ArrowFiles.Write(folder.At("a.arrow"), null, batch);
        ArrowFiles.Write(folder.At("a.feather"), null, batch);
        ArrowFiles.WriteStream(folder.At("a.arrows"), null, batch);
        string[] files = Directory.GetFiles(folder.Path);
        Assert.Empty(
            DataFiles
                .Extensions.Except(files.Select(Extension))
                .Except([".tsv.gz", ".dat", ".data", ".ndjson", ".json.gz", ".jsonl.gz", ".ndjson.gz"])
        );
        foreach (string file in files)
        foreach (long mapAbove in new[] { DataFileOptions.DefaultMemoryMapThresholdBytes, 0 })
        {
            var options = new DataFileOptions { MemoryMapThresholdBytes = mapAbove };
            var expected = DataFiles.Load(file, options);
            using var bytes = new MemoryStream(File.ReadAllBytes(file));
            using var stream = new Forward(bytes);
            var loaded = DataFiles.Load(stream, Path.GetFileName(file), options);
            Assert.Equal(expected.Data.ToArray(), loaded.Data.ToArray());
            Assert.Equal(expected.Data.FeatureNames, loaded.Data.FeatureNames);
            Assert.Equal(expected.Data.IsSingle, loaded.Data.IsSingle);
            Assert.False(stream.IsDisposed);
            expected.Data.Dispose();
            loaded.Data.Dispose();
        }
    }

    [Theory]
    [InlineData("a.csv", "x,y\n1,2\n3,q\n", "a.csv: line 3")]
    [InlineData("a.csv", "", "a.csv: it contains no data")]
    [InlineData("a.csv.gz", "x", "a.csv.gz: the packed data is truncated or damaged")]
    [InlineData("a.npy", "x", "a.npy: ")]
    [InlineData("a.npz", "x", "a.npz: ")]
    [InlineData("a.parquet", "x", "a.parquet: the file is 1 bytes long")]
    [InlineData("a.arrow", "x", "a.arrow: the file is 1 bytes long")]
    [InlineData("a.doc", "1,2", "a.doc: the extension '.doc' is not one of .npy")]
    [InlineData("-", "1,2", "-: the extension '' is not one of .npy")]
    public void Bad_streams_are_refused_by_name(string name, string text, string start)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var e = Assert.Throws<InvalidDataException>(() => DataFiles.Load(stream, name));
        Assert.StartsWith(start, e.Message, StringComparison.Ordinal);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => DataFiles.Load(closed, "a.csv")).ParamName);
        using var stream = new MemoryStream("1,2\n"u8.ToArray());
        Assert.Throws<ArgumentNullException>(() => DataFiles.Load((Stream)null!, "a.csv"));
        Assert.Throws<ArgumentNullException>(() => DataFiles.Load(stream, null!));
        Assert.Throws<ArgumentNullException>(() => DataFiles.LoadMatrix(null!));
        Assert.ThrowsAny<ArgumentException>(() =>
            DataFiles.Load(stream, "a.csv", new DataFileOptions { MemoryMapThresholdBytes = -1 })
        );
        Assert.Throws<FileNotFoundException>(() => DataFiles.LoadMatrix(folder.At("none.csv")));
        Assert.Throws<OperationCanceledException>(() => DataFiles.Load(stream, "a.csv", null, new CancellationToken(true)));
    }

    [Fact]
    public void What_packed_text_in_a_stream_unpacks_to_is_limited()
    {
        using var bytes = new MemoryStream();
        using (var packed = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            for (int row = 0; row < 300_000; row++)
                packed.Write("1,2\n"u8);
        bytes.Position = 0;
        var options = new DataFileOptions { MaxUnpackedBytes = 1 << 20 };
        var e = Assert.Throws<InvalidDataException>(() => DataFiles.Load(bytes, "a.csv.gz", options));
        Assert.StartsWith("a.csv.gz: it unpacks to more than 1 MiB", e.Message, StringComparison.Ordinal);
    }

    private static string Extension(string path) =>
        DataFiles.Extensions.Where(known => path.EndsWith(known, StringComparison.Ordinal)).MaxBy(known => known.Length)!;

    /// <summary>A stream that cannot seek and gives a byte or a few at a time.</summary>
    private sealed class Forward(Stream inner) : Stream
    {
        public bool IsDisposed { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 7));

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void Flush() { }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            IsDisposed = true;
            base.Dispose(disposing);
        }
    }
}
