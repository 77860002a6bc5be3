using System.IO.Compression;
using Dbgsom.Tests.Training;

namespace Dbgsom.Tests;

/// <summary>Maps in streams are the maps in files.</summary>
public sealed class StreamTests : IDisposable
{
    private static readonly DataMatrix Data = SameBitsTests.Make(200, 3, 12);
    private static readonly SomMap Map = new SomVq().Fit(Data);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_stream_gets_the_bytes_of_the_file_from_its_position_on_and_stays_open()
    {
        Map.Save(folder.At("a.som.npz"));
        byte[] file = File.ReadAllBytes(folder.At("a.som.npz"));
        using var stream = new MemoryStream();
        stream.Write([1, 2, 3]);
        Map.Save(stream);
        Assert.Equal([1, 2, 3, .. file], stream.ToArray());
        stream.Position = 3;
        Assert.Equal(Map.ToBytes(), SomMap.Load(stream).ToBytes());
        Assert.Equal((true, stream.Length), (stream.CanRead, stream.Position));
    }

    /// <summary>Deflate streams cannot seek, and read in small pieces.</summary>
    [Fact]
    public void Streams_need_not_seek()
    {
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            Map.Save(deflate);
            Assert.True(deflate.CanWrite);
        }
        packed.Position = 0;
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        Assert.Equal(Map.ToBytes(), SomMap.Load(inflate).ToBytes());
        Assert.True(inflate.CanRead);
    }

    [Fact]
    public void Classifiers_keep_their_classes_through_a_stream()
    {
        var classifier = new SomClassifier().Fit(
            Data,
            [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? "even" : "odd")]
        );
        using var stream = new MemoryStream();
        classifier.Save(stream);
        stream.Position = 0;
        var again = SomClassifier.Load<string>(stream);
        Assert.Equal(["even", "odd"], again.Classes);
        Assert.Equal(classifier.Predict(Data), again.Predict(Data));
        stream.Position = 0;
        Assert.Equal(["even", "odd"], SomClassifier.Load<string>(stream, ["even", "odd"]).Classes);
        stream.Position = 0;
        Assert.Throws<ArgumentException>(() => SomClassifier.Load<int>(stream));
    }

    [Fact]
    public void Damaged_streams_are_refused_as_files_are()
    {
        byte[] bytes = Map.ToBytes();
        bytes[bytes.Length / 2] ^= 1;
        Refused(bytes, "");
        Refused(bytes[..100], "this is not a map or run");
        Refused([], "this is not a map or run");
        Refused(Map.ToBytes(), "trained without labels", stream => SomClassifier.Load<int>(stream));

        static void Refused(byte[] bytes, string part, Action<Stream>? load = null)
        {
            using var stream = new MemoryStream(bytes);
            var e = Assert.Throws<InvalidDataException>(() => (load ?? (from => SomMap.Load(from)))(stream));
            Assert.StartsWith("the stream", e.Message, StringComparison.Ordinal);
            Assert.Contains(part, e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Streams_of_the_wrong_direction_are_refused()
    {
        using var closed = new MemoryStream();
        closed.Dispose();
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => Map.Save(closed)).ParamName);
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => SomMap.Load(closed)).ParamName);
        using var readOnly = new MemoryStream([], writable: false);
        Assert.Equal("stream", Assert.Throws<ArgumentException>(() => Map.Save(readOnly)).ParamName);
        Assert.Throws<ArgumentNullException>(() => Map.Save((Stream)null!));
        Assert.Throws<ArgumentNullException>(() => SomMap.Load((Stream)null!));
    }
}
