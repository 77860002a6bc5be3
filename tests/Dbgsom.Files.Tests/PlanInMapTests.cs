using System.IO.Compression;
using System.Text;
using Dbgsom.Rows;

namespace Dbgsom.Files.Tests;

/// <summary>The plan that a map keeps.</summary>
public sealed class PlanInMapTests : IDisposable
{
    private static readonly SomMap Map = new SomVq(new SomOptions { TargetNeurons = 12 }).Fit(SampleData.Shapes());

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Is_saved_with_it_and_changes_nothing_else()
    {
        string table = folder.Write("a.csv", "x,kind\n1,a\n2,b\n3,a\n4,b\n");
        var plan = TablePlan.Create([table]);
        var planned = Map.WithTablePlan(plan.ToJson());
        planned.Save(folder.At("planned.som.npz"));
        var loaded = SomMap.Load(folder.At("planned.som.npz"));
        Assert.Equal(plan.ToJson(), TablePlan.FromMap(loaded)!.ToJson());
        Assert.Equal(plan.ToJson(), loaded.WithThreads(2).TablePlan);
        Map.Save(folder.At("plain.som.npz"));
        loaded.WithTablePlan(null).Save(folder.At("taken.som.npz"));
        Assert.Equal(File.ReadAllBytes(folder.At("plain.som.npz")), File.ReadAllBytes(folder.At("taken.som.npz")));
        Assert.Null(TablePlan.FromMap(SomMap.Load(folder.At("plain.som.npz"))));
        Assert.Null(Map.TablePlan);
    }

    [Fact]
    public void Has_a_greatest_length()
    {
        string longest = new('x', SomMap.MaxTablePlanBytes);
        Assert.Equal(longest, Map.WithTablePlan(longest).TablePlan);
        Assert.Contains(
            "16777217 bytes; valid is at most MaxTablePlanBytes (16777216)",
            Assert.Throws<ArgumentException>(() => Map.WithTablePlan(longest + "x")).Message,
            StringComparison.Ordinal
        );
        var random = new byte[(SomMap.MaxTablePlanBytes * 3 / 4) + 3];
        new Random(1).NextBytes(random);
        Assert.Contains(
            "valid is at most 16777216",
            Refused(Encoding.ASCII.GetBytes(Convert.ToBase64String(random))),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Is_text()
    {
        Assert.Contains("'table.json' is not UTF-8", Refused([0x22, 0xFF, 0x22]), StringComparison.Ordinal);
        string damaged = Assert.Throws<InvalidDataException>(() => TablePlan.FromMap(Map.WithTablePlan("{}"))).Message;
        Assert.Contains("the table plan of the map: 'format' is missing", damaged, StringComparison.Ordinal);
    }

    private string Refused(byte[] entry)
    {
        string path = folder.At("damaged.som.npz");
        Map.WithTablePlan("{}").Save(path);
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            archive.GetEntry("table.json")!.Delete();
            using var stream = archive.CreateEntry("table.json", CompressionLevel.NoCompression).Open();
            stream.Write(entry);
        }
        return Assert.Throws<InvalidDataException>(() => SomMap.Load(path)).Message;
    }
}
