using System.IO.Compression;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Cli.Tests;

/// <summary>Data that is no data: refused in one line, with nothing left behind.</summary>
public sealed class BadInputTests(Workspace work) : IClassFixture<Workspace>
{
    private const string Ok = "a,b\n1,2\n3,4\n5,6\n7,9\n";

    [Theory]
    [InlineData("empty.csv", "", "no data")]
    [InlineData("header.csv", "a,b\n", "no rows below the header")]
    [InlineData("three.csv", "1,2\n3,4\n5,6\n", "3 rows")]
    [InlineData("inf.csv", Ok + "1,-inf\n", "line 6, column 1 ('b')")]
    [InlineData("text.csv", Ok + "1,x\n", "'x'")]
    [InlineData("ragged.csv", Ok + "1,2,3\n", "line 6")]
    [InlineData("quote.csv", Ok + "\"1,2\n1,2\n1,2\n", "quote.csv")]
    [InlineData("data.doc", Ok, ".npy, .npz, .csv, .tsv")]
    public void Text_files(string name, string content, string part)
    {
        File.WriteAllText(work.At(name), content);
        Refuse(name, part);
    }

    [Theory]
    [InlineData("nan.csv", Ok + "nan,1\n", "line 6, column 0 ('a')")]
    [InlineData("missing.csv", Ok + "1,\n", "the cell is empty")]
    public void Missing_cells_where_they_are_not_wanted(string name, string content, string part)
    {
        File.WriteAllText(work.At(name), content);
        string error = work.Run("train", name, "-o", "refused.som.npz", "--missing", "refuse", "-q").Refused(1);
        Assert.Contains(part, error, StringComparison.Ordinal);
        Assert.False(File.Exists(work.At("refused.som.npz")));
        Assert.Contains("Values are missing: '", work.Run("train", name, "-o", "used.som.npz").Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vector.npy", "<f8", "(4,)", 32, "1 dimension")]
    [InlineData("cube.npy", "<f8", "(2, 2, 2)", 64, "3 dimensions")]
    [InlineData("object.npy", "|O", "(4, 2)", 64, "object")]
    [InlineData("short.npy", "<f8", "(4, 2)", 40, "only 40 bytes")]
    [InlineData("rows.npy", "<f8", "(1000000000000000, 2)", 64, "1000000000000000")]
    [InlineData("negative.npy", "<f8", "(-4, 2)", 64, "negative")]
    [InlineData("overflow.npy", "<f8", "(4611686018427387904, 4)", 64, "only 64 bytes")]
    [InlineData("none.npy", "<f8", "(0, 2)", 0, "no value")]
    public void Arrays(string name, string type, string shape, int bytes, string part)
    {
        File.WriteAllBytes(work.At(name), [.. Header(type, shape), .. new byte[bytes]]);
        Refuse(name, part);
    }

    [Fact]
    public void A_zip_bomb()
    {
        using (var archive = ZipFile.Open(work.At("bomb.npz"), ZipArchiveMode.Create))
        {
            using var entry = archive.CreateEntry("x.npy", CompressionLevel.Fastest).Open();
            entry.Write(Header("<f8", "(10000000, 1)"));
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 80; i++)
                entry.Write(zeros);
        }
        Refuse("bomb.npz", "would unpack");
    }

    [Fact]
    public void Folders_and_paths()
    {
        Directory.CreateDirectory(work.At("hollow"));
        Refuse("hollow", "no data file");
        Refuse("absent.csv", "does not exist");
        Assert.Contains(
            "does not exist",
            work.Run("train", "shapes.npy", "-o", "absent/m.som.npz").Refused(1),
            StringComparison.Ordinal
        );
        Assert.Contains("is a folder", work.Run("train", "shapes.npy", "-o", "hollow").Refused(1), StringComparison.Ordinal);
        Assert.Contains(
            "valid is 'name', 'long'",
            work.Run("train", "flowers.csv", "--columns", "depth", "-o", "m.som.npz").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Models()
    {
        byte[] model = File.ReadAllBytes(work.At("shapes.som.npz"));
        File.WriteAllBytes(work.At("half.som.npz"), model[..(model.Length / 2)]);
        Assert.Contains("half.som.npz", work.Run("info", "half.som.npz").Refused(1), StringComparison.Ordinal);

        File.WriteAllBytes(work.At("lacking.som.npz"), model);
        using (var archive = ZipFile.Open(work.At("lacking.som.npz"), ZipArchiveMode.Update))
        {
            archive.GetEntry("error.npy")!.Delete();
            using var entry = archive.CreateEntry("error.npy").Open();
            entry.Write([.. Header("<f8", "(3,)"), .. new byte[24]]);
        }
        Assert.Contains("error.npy", work.Run("info", "lacking.som.npz").Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public void Samples_a_map_does_not_fit()
    {
        NpyFile.Write(work.At("wide.npy"), new double[5, 3]);
        Assert.Contains("3 columns", work.Run("predict", "shapes.som.npz", "wide.npy").Refused(1), StringComparison.Ordinal);
        File.WriteAllText(work.At("other.csv"), "u,v\n1,2\n3,4\n");
        Assert.Contains("'u', 'v'", work.Run("predict", "shapes.som.npz", "other.csv").Refused(1), StringComparison.Ordinal);
    }

    private void Refuse(string file, string part)
    {
        string[] before = Directory.GetFileSystemEntries(work.Folder);
        string line = work.Run("train", file, "-o", "bad.som.npz").Refused(1);
        Assert.Contains(part, line, StringComparison.Ordinal);
        Assert.Equal(before.Order(), Directory.GetFileSystemEntries(work.Folder).Order());
    }

    private static byte[] Header(string type, string shape)
    {
        string text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. Encoding.ASCII.GetBytes(text)];
    }
}
