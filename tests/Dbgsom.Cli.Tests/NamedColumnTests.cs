using System.Globalization;

namespace Dbgsom.Cli.Tests;

/// <summary>Options of training that name columns of a table: what is no feature is said with its reason, what is settled is not said again.</summary>
public sealed class NamedColumnTests(Workspace work) : IClassFixture<Workspace>
{
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
        foreach (string[] command in new string[][] { ["train", "skewed.csv", "-o", "skewed.som.npz"], ["estimate", "skewed.csv"] })
        {
            string Notes(params string[] options)
            {
                var result = work.Run([.. command, .. options]);
                result.Done();
                return string.Join('\n', result.Error.Split('\n').Where(line => line.Contains("rule")));
            }
            Assert.Contains("few values rule 'tail' (skewness", Notes(), StringComparison.Ordinal);
            Assert.Contains("'far' (skewness", Notes(), StringComparison.Ordinal);
            string one = Notes("--transform", "tail=log");
            Assert.Contains("few values rule 'far' (skewness", one, StringComparison.Ordinal);
            Assert.DoesNotContain("tail", one, StringComparison.Ordinal);
            Assert.Contains("rule 'far'", Notes("--weight", "tail=0"), StringComparison.Ordinal);
            Assert.Contains("rule 'tail'", Notes("--transform", "far=log", "--weight", "tail=2"), StringComparison.Ordinal);
            Assert.DoesNotContain("rule", Notes("--transform", "far=log", "--weight", "tail=0"), StringComparison.Ordinal);
        }
    }
}
