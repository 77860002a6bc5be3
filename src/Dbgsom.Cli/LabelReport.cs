using System.Text.Json.Nodes;
using Dbgsom.Files;
using Dbgsom.Measures;
using Dbgsom.Naming;
using Spectre.Console;
using Text = Spectre.Console.Text;

namespace Dbgsom.Cli;

/// <summary>How well a map tells labels apart, for people and for machines.</summary>
internal sealed class LabelReport
{
    private const int MostShown = 20;

    private readonly LabelAgreement clusters;
    private readonly ConfusionMatrix? confusion;

    private LabelReport(LabelAgreement clusters, ConfusionMatrix? confusion) =>
        (this.clusters, this.confusion) = (clusters, confusion);

    public static LabelReport Of(SomMap map, DataMatrix samples, LabelColumn labels, CancellationToken cancellationToken) =>
        new(
            map.CompareClusters(samples, LabelColumn.ForMeasures(labels.Texts), cancellationToken),
            map.Classes is { } classes
                ? map.Confusion(samples, LabelColumn.ForMeasures(labels.NamesFor(classes.Kind)), cancellationToken)
                : null
        );

    public IEnumerable<(string Name, string Value)> Rows()
    {
        if (confusion is not null)
            yield return ("accuracy", Numbers.Show(confusion.Accuracy));
        yield return ("purity", $"{Numbers.Show(clusters.Purity)} ({clusters.Clusters} clusters, {clusters.Classes} classes)");
        yield return ("normalized mutual information", Numbers.Show(clusters.NormalizedMutualInformation));
        yield return ("homogeneity", Numbers.Show(clusters.Homogeneity));
        yield return ("completeness", Numbers.Show(clusters.Completeness));
        yield return ("V-measure", Numbers.Show(clusters.VMeasure));
        yield return ("adjusted Rand index", Numbers.Show(clusters.AdjustedRandIndex));
    }

    /// <summary>What a person should know of labels that the map cannot tell; null where it knows them all.</summary>
    public string? Note =>
        confusion is { UnknownLabels: { Count: > 0 } unknown }
            ? $"{MapReport.Counted(unknown.Count, "label")} that the map was not trained with: "
                + $"{string.Join(", ", unknown.Take(6))}{(unknown.Count > 6 ? ", …" : "")}; its classes are "
                + $"{string.Join(", ", confusion.Classes.Take(6))}{(confusion.Classes.Count > 6 ? ", …" : "")}"
            : null;

    /// <summary>A row a true class, a column a predicted one.</summary>
    public void PrintConfusion()
    {
        if (confusion is null)
            return;
        if (confusion.Classes.Count > MostShown)
        {
            Screen.Line($"The confusion matrix of {confusion.Classes.Count} classes is printed with --json.");
            return;
        }
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle("samples") };
        table.AddColumn(new TableColumn("class \\ predicted").NoWrap());
        foreach (string name in confusion.Classes)
            table.AddColumn(new TableColumn(Markup.Escape(Shown.Name(name))) { Alignment = Justify.Right });
        for (int row = 0; row < confusion.Counts.GetLength(0); row++)
            table.AddRow([
                new Text(Shown.Name(RowName(row))),
                .. Enumerable
                    .Range(0, confusion.Classes.Count)
                    .Select(column => new Text(Numbers.Count(confusion.Counts[row, column])) { Justification = Justify.Right }),
            ]);
        Screen.Write(table);
    }

    public void AddTo(JsonObject node)
    {
        node["accuracy"] = confusion is null ? null : Numbers.Json(confusion.Accuracy);
        node["purity"] = Numbers.Json(clusters.Purity);
        node["nmi"] = Numbers.Json(clusters.NormalizedMutualInformation);
        node["homogeneity"] = Numbers.Json(clusters.Homogeneity);
        node["completeness"] = Numbers.Json(clusters.Completeness);
        node["v_measure"] = Numbers.Json(clusters.VMeasure);
        node["ari"] = Numbers.Json(clusters.AdjustedRandIndex);
        node["classes"] = confusion is null ? null : List(confusion.Classes);
        node["unknown_labels"] = confusion is null ? null : List(confusion.UnknownLabels);
        node["confusion"] = confusion is null ? null : Rows(confusion);
    }

    private static JsonArray Rows(ConfusionMatrix confusion) =>
        new([
            .. Enumerable
                .Range(0, confusion.Counts.GetLength(0))
                .Select(row =>
                    (JsonNode)
                        new JsonArray([
                            .. Enumerable
                                .Range(0, confusion.Classes.Count)
                                .Select(column => Numbers.Json(confusion.Counts[row, column])),
                        ])
                ),
        ]);

    private static JsonArray List(IReadOnlyList<string> names) => new([.. names.Select(name => (JsonNode)name)]);

    private string RowName(int row) =>
        row < confusion!.Classes.Count ? confusion.Classes[row] : $"{confusion.UnknownLabels.Count} unknown";
}
