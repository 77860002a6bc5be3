using Dbgsom.Files;

namespace Dbgsom.Cluster.Tests;

/// <summary>Tables as people have them make the same map on a cluster as on one machine: names, categories, dates, gaps, in files that differ in what they hold.</summary>
public sealed class PlanTests : IDisposable
{
    private static readonly string[] Short = ["--epochs", "40", "--target-neurons", "25"];

    private readonly TemporaryFolder folder = new();

    public PlanTests()
    {
        var random = new Random(7);
        string[] colors = ["red", "green", "blue", "teal"];
        Directory.CreateDirectory(folder.At("parts"));
        foreach (var (file, rows) in new[] { 40, 200, 120 }.Index())
        {
            var lines = new List<string> { "id,name,color,size,joined,age,height,member,species,rare" };
            for (int row = 0; row < rows; row++)
            {
                // The first file holds two of the colors, and no date.
                string color = colors[random.Next(file == 0 ? 2 : 4)];
                string joined = file == 0 ? "" : $"20{10 + random.Next(10)}-0{1 + random.Next(9)}-1{random.Next(9)}";
                string age = random.Next(10) == 0 ? "" : $"{random.Next(18, 80)}";
                lines.Add(
                    FormattableString.Invariant(
                        $"{(file * 1000) + row},person {file}-{row},{color},{"sml"[random.Next(3)]},{joined},{age},{150 + (random.NextDouble() * 40):0.0},{(random.Next(2) == 0 ? "yes" : "no")},{"abc"[random.Next(3)]},{"abcdefgh"[random.Next(8)]}"
                    )
                );
            }
            File.WriteAllLines(folder.At($"parts/part-{file}.csv"), lines);
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--classify --label-column species")]
    [InlineData("--date month,linear --ordinal size=s,m,l --max-categories 3")]
    [InlineData("--drop name,height --as rare=drop --weight color=2")]
    [InlineData("--one-hot color,rare --preset reference --pointer-search none")]
    [InlineData("--category-weight each --columns age,color --missing drop")]
    public void The_tool_makes_the_file_that_it_makes_without_a_cluster(string options)
    {
        string[] given = [.. options.Split(' ', StringSplitOptions.RemoveEmptyEntries), .. Short];
        var one = ToolHost.Run(folder.Path, ["train", "parts", "-o", "one.som.npz", .. given]);
        one.Done();
        var some = ToolHost.Run(folder.Path, ["cluster", "train", "parts", "-o", "some.som.npz", "--silos", "2", .. given]);
        some.Done();
        Assert.Equal(File.ReadAllBytes(folder.At("one.som.npz")), File.ReadAllBytes(folder.At("some.som.npz")));
        // What was done with each column is said, too.
        string[] Notes(string error) => [.. error.Split('\n').Where(line => line.Contains("column '", StringComparison.Ordinal))];
        Assert.Equal(Notes(one.Error), Notes(some.Error));
    }

    [Fact]
    public async Task A_program_gives_a_plan_or_lets_silos_make_one()
    {
        var token = TestContext.Current.CancellationToken;
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: token);
        var options = SomOptions.Default with { TargetNeurons = 20, Epochs = 30 };
        var plan = TablePlan.Create([folder.At("parts")], cancellationToken: token).Without(["name", "rare"]);
        var read = DataFiles.Load([folder.At("parts")], plan.ApplyTo());
        byte[] wanted = MapBytes.Of(new SomVq(read.Weigh(options)).Fit(read.Data).WithTablePlan(plan.ToJson()));
        var job = new ClusterJob { Paths = [folder.At("parts")], Options = options };
        var map = await cluster.Wait(await cluster.Start(job with { Plan = plan }), cancellationToken: token);
        Assert.Equal(wanted, MapBytes.Of(map));
        // The map reads what comes later by it, also where it is measured on the cluster.
        var measures = await cluster.Measure(map, [folder.At("parts")], cancellationToken: token);
        Assert.Equal(MeasuredNumbers.Of(map.Measure(read.Data, token)), MeasuredNumbers.Of(measures));

        string made = await cluster.Start(job);
        Assert.NotNull((await cluster.Wait(made, cancellationToken: token)).TablePlan);
        Assert.Contains((await cluster.Status(made)).Notes, note => note.StartsWith("column 'name'", StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<InvalidDataException>(async () =>
            await cluster.Wait(await cluster.Start(job with { PlansColumns = false }), cancellationToken: token)
        );
        Assert.Contains("part-0.csv", refused.Message, StringComparison.Ordinal);
        var unplanned = await Assert.ThrowsAsync<ArgumentException>(() =>
            cluster.Start(job with { Data = new DataFileOptions { OneHot = ["color"] } })
        );
        Assert.Contains("set it as Plan of the job", unplanned.Message, StringComparison.Ordinal);
    }

    /// <summary>A plan of dates that fit both orders leaves the order to each part, also to two of one file.</summary>
    [Fact]
    public async Task Parts_that_read_dates_in_different_orders_are_refused()
    {
        var token = TestContext.Current.CancellationToken;
        string[] Dates(int rows, Func<int, string> date) => [.. Enumerable.Range(0, rows).Select(date)];
        string Write(string name, params string[] dates) =>
            ParquetFiles.Write(
                folder.At(name),
                [dates.Length / 2, dates.Length - (dates.Length / 2)],
                ParquetFiles.Of("x", [.. Enumerable.Range(0, dates.Length).Select(row => row % 7.5)]),
                ParquetFiles.Text("when", dates)
            );
        string both = Write("both.parquet", Dates(80, row => $"0{(row % 9) + 1}/0{(row % 7) + 1}/2024"));
        string cut = Write(
            "cut.parquet",
            [.. Dates(40, row => $"0{(row % 8) + 1}/09/2024"), .. Dates(40, row => $"{13 + (row % 9)}/01/2024")]
        );
        var plan = TablePlan.FromJson(TablePlan.Create([both], new() { Dates = [DateColumn.Parse("linear")] }).ToJson());
        var read = DataFiles.Load([both], plan.ApplyTo());
        var map = new SomVq(SomOptions.Default with { TargetNeurons = 12, Epochs = 10 })
            .Fit(read.Data, cancellationToken: token)
            .WithTablePlan(plan.ToJson());
        await using var cluster = await DbgsomCluster.StartLocal(2, cancellationToken: token);
        var data = new DataFileOptions { DateOrder = DateOrder.DayFirst };
        var job = new ClusterJob
        {
            Paths = [cut],
            Options = map.Options,
            Plan = plan,
            PartBytes = 1,
        };
        var refused = new[]
        {
            await Assert.ThrowsAsync<InvalidDataException>(() =>
                cluster.Measure(map, [cut], partBytes: 1, cancellationToken: token)
            ),
            await Assert.ThrowsAsync<InvalidDataException>(async () =>
                await cluster.Wait(await cluster.Start(job), cancellationToken: token)
            ),
        };
        Assert.All(
            refused,
            one =>
                Assert.Equal(
                    $"{cut}: column 1 ('when'): '13/01/2024' fits day first only, but dates of {cut} were read month first, such as '01/09/2024'; --date-order day-first reads all of them day first",
                    one.Message
                )
        );
        // The order that is given decides for all.
        var measures = await cluster.Measure(map, [cut], data, partBytes: 1, cancellationToken: token);
        var one = DataFiles.Load([cut], plan.ApplyTo(data.For(map))).Data;
        Assert.Equal(MeasuredNumbers.Of(map.Measure(one, token)), MeasuredNumbers.Of(measures));
    }

    [Fact]
    public void What_cannot_be_is_named()
    {
        string Refused(params string[] options) =>
            ToolHost
                .Run(folder.Path, ["cluster", "train", "parts", "-o", "refused.som.npz", "--silos", "2", .. options])
                .Refused(1);
        Assert.Contains("--weight names 'name', which is not a feature", Refused("--weight", "name=2"), StringComparison.Ordinal);
        Assert.Contains("column 'color' contains none", Refused("--ordinal", "color=pink,black"), StringComparison.Ordinal);
        Assert.Contains("unknown column 'colour'", Refused("--columns", "colour,age"), StringComparison.Ordinal);
    }
}
