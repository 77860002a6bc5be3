using System.Text.Json.Nodes;
using Dbgsom.Groups;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace Dbgsom.Cli;

/// <summary>Groups and steps on a map, for people and for machines.</summary>
/// <param name="groups">The groups; null where none were asked for.</param>
/// <param name="steps">The steps; null where no order was given.</param>
/// <param name="by">The name of the groups.</param>
internal sealed class GroupReport(MapGroups? groups, MapTransitions? steps, string by)
{
    private const int MostColumns = 8;
    private const int MostDifferences = 10;
    private const double Level = 0.05;

    /// <summary>Differences that are not taken for chance, the greatest first.</summary>
    private IReadOnlyList<GroupDifference> Found =>
        [
            .. (groups?.ClusterDifferences ?? [])
                .Where(one => one.AdjustedPValue <= Level)
                .OrderByDescending(one => Math.Abs(one.EffectSize)),
        ];

    public void Print()
    {
        if (groups is not null)
            PrintGroups(groups);
        if (steps is not null)
            PrintSteps(steps);
    }

    /// <summary>Returns notes for the user.</summary>
    public IEnumerable<string> Notes()
    {
        if (groups?.LeftOut > 0)
            yield return LeftOut(groups.LeftOut, "of groups", "group or unit, or a weight of 0");
        if (steps?.LeftOut > 0)
            yield return LeftOut(steps.LeftOut, "of steps", "place in the order, or no unit");
        if (groups is null)
            yield break;
        if (groups.Names.Count == 1)
            yield return $"the only group is '{Shown.Name(groups.Names[0])}'; a comparison needs at least two";
        if (groups.LowestPValue > Level)
            yield return $"no p-value can be below {Numbers.Show(groups.LowestPValue)}: the units or permutations are too few for a significant difference";
        if (Unreachable(groups.ClusterDifferences, groups.LowestPValue, "clusters") is { } ofClusters)
            yield return ofClusters;
        if (Unreachable(groups.NeuronDifferences, groups.LowestPValue, "neurons") is { } ofNeurons)
            yield return ofNeurons;
        if (groups.UnitCounts is null && groups.Names.Count > 1 && !double.IsNaN(groups.PValue))
            yield return "every row counts as its own unit; if rows belong together, such as those of one patient, name their column with --unit COLUMN, or random differences appear significant";
    }

    /// <summary>A note where so many differences are tested that a single one cannot be told from chance, and none was; null elsewhere.</summary>
    private static string? Unreachable(IReadOnlyList<GroupDifference> differences, double lowest, string parts)
    {
        int tests = differences.Count(one => !double.IsNaN(one.PValue));
        double adjusted = lowest * tests;
        return lowest <= Level && adjusted > Level && differences.All(one => !(one.AdjustedPValue <= Level))
            ? $"{Numbers.Count(tests)} differences of groups in {parts} are tested together: a single one cannot have an adjusted p-value below {Numbers.Rounded(Math.Min(adjusted, 1))}. --permutations {Numbers.Count(Math.Ceiling(tests / Level)).Replace(",", "", StringComparison.Ordinal)} allows for {Level.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            : null;
    }

    public JsonObject Json()
    {
        var node = new JsonObject();
        if (groups is not null)
        {
            node["by"] = by;
            node["p"] = Numbers.Json(groups.PValue);
            node["lowest_p"] = Numbers.Json(groups.LowestPValue);
            node["left_out"] = groups.LeftOut;
            node["groups"] = new JsonArray([
                .. groups.Names.Select(
                    (name, group) =>
                        (JsonNode)
                            new JsonObject
                            {
                                ["name"] = name,
                                ["samples"] = Numbers.Json(groups.Mass(group)),
                                ["units"] = groups.UnitCounts?[group],
                                ["coverage"] = Numbers.Json(groups.Coverage(group)),
                                ["clusters"] = new JsonArray([
                                    .. Enumerable.Range(0, groups.Clusters.Count).Select(cluster => Json(group, cluster)),
                                ]),
                            }
                ),
            ]);
        }
        if (steps is not null)
        {
            int count = steps.Clusters.Count;
            node["steps"] = steps.Count;
            node["steps_left_out"] = steps.LeftOut;
            node["ways"] = steps.Paths.Count;
            node["same_neuron"] = Numbers.Json(steps.SameNeuronShare);
            node["mean_hops"] = Numbers.Json(steps.MeanHops);
            node["mean_stay"] = new JsonArray([.. steps.MeanStays.Select(stay => Numbers.Json(stay))]);
            node["transitions"] = new JsonArray([
                .. Enumerable
                    .Range(0, count)
                    .Select(from =>
                        (JsonNode)new JsonArray([.. Enumerable.Range(0, count).Select(to => Numbers.Json(steps.Steps(from, to)))])
                    ),
            ]);
        }
        return node;
    }

    private JsonObject Json(int group, int cluster)
    {
        var one = groups!.InCluster(group, cluster);
        return new JsonObject
        {
            ["cluster"] = cluster,
            ["samples"] = Numbers.Json(one.Mass),
            ["share"] = Numbers.Json(one.Share),
            ["others_share"] = Numbers.Json(one.OthersShare),
            ["lift"] = Numbers.Json(one.Lift),
            ["effect_size"] = Numbers.Json(one.EffectSize),
            ["p"] = Numbers.Json(one.PValue),
            ["p_adjusted"] = Numbers.Json(one.AdjustedPValue),
        };
    }

    private void PrintGroups(MapGroups found)
    {
        int shown = Math.Min(found.Names.Count, MostColumns);
        var table = new Table
        {
            Border = TableBorder.Rounded,
            Title = new TableTitle(Markup.Escape($"share of each group of {Shown.Name(by)} in each cluster")),
        };
        table.AddColumn(new TableColumn("cluster").NoWrap());
        for (int group = 0; group < shown; group++)
            table.AddColumn(new TableColumn(Markup.Escape(Shown.Name(found.Names[group]))) { Alignment = Justify.Right });
        table.AddRow([
            new Text("samples"),
            .. Enumerable.Range(0, shown).Select(group => Right(Numbers.Count(found.Mass(group)))),
        ]);
        if (found.UnitCounts is { } units)
            table.AddRow([new Text("units"), .. Enumerable.Range(0, shown).Select(group => Right(Numbers.Count(units[group])))]);
        table.AddRow([
            new Text("neurons reached"),
            .. Enumerable.Range(0, shown).Select(group => Right(Numbers.Percent(found.Coverage(group)))),
        ]);
        for (int cluster = 0; cluster < found.Clusters.Count; cluster++)
        {
            int row = cluster;
            table.AddRow([
                new Text(Numbers.Count(cluster)),
                .. Enumerable.Range(0, shown).Select(group => Right(Cell(found.InCluster(group, row)))),
            ]);
        }
        Screen.Write(table);
        if (shown < found.Names.Count)
            Screen.Line($"{found.Names.Count - shown} more groups are printed with --json and saved with -o.");
        if (double.IsNaN(found.PValue))
            return;
        Screen.Line(
            $"All groups and clusters together: p = {Numbers.Show(found.PValue)}{(found.PValue <= Level ? "" : ", no more than chance")}."
        );
        var differences = Found;
        if (differences.Count == 0)
            return;
        Screen.Line(
            "+ and \u2212 in the table: more or less often than in all other groups, at a false discovery rate of 5 %. The greatest:"
        );
        foreach (var one in differences.Take(MostDifferences))
            Screen.Line(
                $"  {Shown.Name(found.Names[one.Group])}: {Numbers.Percent(one.Share)} in cluster {one.Part}, all others {Numbers.Percent(one.OthersShare)} "
                    + $"(lift {Numbers.Rounded(one.Lift)}, effect {Numbers.Rounded(one.EffectSize)}, p = {Numbers.Show(one.PValue)}, adjusted {Numbers.Rounded(one.AdjustedPValue)})"
            );
        if (differences.Count > MostDifferences)
            Screen.Line($"  and {differences.Count - MostDifferences} more");
    }

    private static void PrintSteps(MapTransitions found)
    {
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("share of the steps from a cluster") };
        table.AddColumn(new TableColumn("from \\ to").NoWrap());
        int count = Math.Min(found.Clusters.Count, 2 * MostColumns);
        for (int to = 0; to < count; to++)
            table.AddColumn(new TableColumn(Numbers.Count(to)) { Alignment = Justify.Right });
        table.AddColumn(new TableColumn("mean stay") { Alignment = Justify.Right });
        for (int from = 0; from < count; from++)
        {
            int row = from;
            table.AddRow([
                new Text(Numbers.Count(from)),
                .. Enumerable.Range(0, count).Select(to => Right(Share(found.Share(row, to)))),
                Right(double.IsNaN(found.MeanStays[from]) ? "" : Numbers.Rounded(found.MeanStays[from])),
            ]);
        }
        Screen.Write(table);
        if (count < found.Clusters.Count)
            Screen.Line($"{found.Clusters.Count - count} more clusters are printed with --json.");
        Screen.Line(
            $"{MapReport.Counted(found.Count, "step")} on {MapReport.Counted(found.Paths.Count, "way")}; {Share(found.SameNeuronShare)} stay on the neuron, the mean step is {Numbers.Rounded(found.MeanHops)} hops."
        );
    }

    private static string LeftOut(int rows, string of, string what) =>
        rows == 1
            ? $"1 row was left out {of}: it has no {what}"
            : $"{Numbers.Count(rows)} rows were left out {of}: they have no {what}";

    private static string Share(double share) => double.IsNaN(share) ? "" : Numbers.Percent(share);

    private static string Cell(GroupDifference one) =>
        Numbers.Percent(one.Share)
        + (
            !(one.AdjustedPValue <= Level) ? "  "
            : one.Difference > 0 ? " +"
            : " \u2212"
        );

    private static Text Right(string text) => new(text) { Justification = Justify.Right };
}
