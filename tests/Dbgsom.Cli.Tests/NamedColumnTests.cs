using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Options of training that name columns of a table: what is no feature is said with its reason, what is settled is not said again.</summary>
public sealed class NamedColumnTests(Workspace work) : IClassFixture<Workspace>
{
    [Theory]
    [InlineData(
        "--weight same=2",
        "--weight names 'same', which is not a feature: it is left out (every value is 3); leave out --weight for it"
    )]
    [InlineData(
        "--weight kind=0 --label-column kind",
        "--weight names 'kind', which is not a feature: it holds the labels; leave out --weight for it"
    )]
    [InlineData(
        "--weight mass=1 --weight-column mass",
        "which is not a feature: it holds the weights of the rows; leave out --weight for it"
    )]
    [InlineData(
        "--transform name=log",
        "--transform names 'name', which is not a feature: it names the rows (texts that tell rows apart)"
    )]
    [InlineData("--weight name=0", "leave out --weight for it, or make a feature of it: --as name=category")]
    [InlineData(
        "--weight count=0",
        "it is left out (it counts the rows); leave out --weight for it, or make a feature of it: --as count=number"
    )]
    [InlineData(
        "--weight when=2",
        "it is left out (dates and times are not features); leave out --weight for it, or make a feature of it: --date when=month,weekday,linear"
    )]
    [InlineData("--weight other=2", "--weight names 'other', which is not a feature; the features are ")]
    public void A_column_that_is_no_feature_is_named_with_the_reason(string options, string expected)
    {
        Write();
        foreach (string[] command in new string[][] { ["train", "table.csv", "-o", "no.som.npz"], ["estimate", "table.csv"] })
            Assert.Contains(expected, work.Run([.. command, "-q", .. options.Split(' ')]).Refused(1), StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_reason_advises_can_be_done()
    {
        Write();
        foreach (
            string options in new[] { "--weight count=0 --as count=number", "--weight when=2 --date when=month,weekday,linear" }
        )
            work.Run(["train", "table.csv", "-o", "done.som.npz", .. options.Split(' ')]).Done();
    }

    [Fact]
    public void A_saved_map_is_no_table()
    {
        Assert.Contains(
            "shapes.som.npz: this is a saved map or run, not a table; dbgsom info prints its content",
            work.Run("inspect", "shapes.som.npz").Refused(1),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Few_values_are_not_said_to_rule_what_is_settled()
    {
        File.WriteAllText(
            work.At("skewed.csv"),
            "plain,tail,far\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 200)
                        .Select(i =>
                            string.Create(CultureInfo.InvariantCulture, $"{i % 7}.5,{Math.Pow(1.06, i)},{Math.Pow(1.05, i)}\n")
                        )
                )
        );
        foreach (
            string[] command in new string[][] { ["train", "skewed.csv", "-o", "skewed.som.npz"], ["estimate", "skewed.csv"] }
        )
        {
            string Notes(params string[] options)
            {
                var result = work.Run([.. command, .. options]);
                result.Done();
                return string.Join('\n', result.Error.Split('\n').Where(line => line.Contains("dominate")));
            }
            Assert.Contains("few values dominate 'tail' (skewness", Notes(), StringComparison.Ordinal);
            Assert.Contains("'far' (skewness", Notes(), StringComparison.Ordinal);
            string one = Notes("--transform", "tail=log");
            Assert.Contains("few values dominate 'far' (skewness", one, StringComparison.Ordinal);
            Assert.DoesNotContain("tail", one, StringComparison.Ordinal);
            Assert.Contains("dominate 'far'", Notes("--weight", "tail=0"), StringComparison.Ordinal);
            Assert.Contains("dominate 'tail'", Notes("--transform", "far=log", "--weight", "tail=2"), StringComparison.Ordinal);
            Assert.DoesNotContain("dominate", Notes("--transform", "far=log", "--weight", "tail=0"), StringComparison.Ordinal);
        }
    }

    private void Write() =>
        File.WriteAllText(
            work.At("table.csv"),
            "name,count,x,y,same,kind,mass,when\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"row{i},{i},{i * 7 % 13}.5,{i * i % 11}.25,3,{"ab"[i % 2]},{1 + (i % 3)},2024-{1 + (i % 12):00}-{1 + (i % 28):00}\n"
                            )
                        )
                )
        );
}
