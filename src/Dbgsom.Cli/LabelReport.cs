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

    // Null for labels that name single samples.
    private readonly LabelAgreement? neurons;
    private readonly ConfusionMatrix? confusion;

    private LabelReport(LabelAgreement? neurons, ConfusionMatrix? confusion) =>
        (this.neurons, this.confusion) = (neurons, confusion);

    public static LabelReport Of(SomMap map, DataMatrix samples, LabelColumn labels, CancellationToken cancellationToken) =>
        new(
            LabelAgreement.AreNearlyUnique(LabelColumn.ForMeasures(labels.Texts))
                ? null
                : map.CompareClusters(samples, LabelColumn.ForMeasures(labels.Texts), cancellationToken),
            map.Classes is { } classes
                ? map.Confusion(samples, LabelColumn.ForMeasures(labels.NamesFor(classes.Kind)), cancellationToken)
                : null
        );

    public static LabelReport Of(LabelMeasures measures) => new(measures.Agreement, measures.Confusion);

    public IEnumerable<(string Name, string Value)> Rows()
    {
        if (confusion is not null)
            yield return ("accuracy", Numbers.Show(confusion.Accuracy));
        if (neurons is null)
            yield break;
        yield return ("purity", $"{Numbers.Show(neurons.Purity)} ({neurons.Clusters} neurons, {neurons.Classes} classes)");
        yield return ("normalized mutual information", Numbers.Show(neurons.NormalizedMutualInformation));
        yield return ("homogeneity", Numbers.Show(neurons.Homogeneity));
        yield return ("completeness", Numbers.Show(neurons.Completeness));
        yield return ("V-measure", Numbers.Show(neurons.VMeasure));
        yield return ("adjusted Rand index", Numbers.Show(neurons.AdjustedRandIndex));
    }

    /// <summary>Why the agreement of neurons with labels is left out; null where it is not.</summary>
    public string? NoteOfNames =>
        neurons is null
            ? "labels are nearly unique, like row names or numbers: no grouping can agree with such labels, so purity, mutual information and the Rand index are omitted"
            : null;

    /// <summary>A note about labels that are unknown to the map; null if all are known.</summary>
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
        node["purity"] = neurons is null ? null : Numbers.Json(neurons.Purity);
        node["nmi"] = neurons is null ? null : Numbers.Json(neurons.NormalizedMutualInformation);
        node["homogeneity"] = neurons is null ? null : Numbers.Json(neurons.Homogeneity);
        node["completeness"] = neurons is null ? null : Numbers.Json(neurons.Completeness);
        node["v_measure"] = neurons is null ? null : Numbers.Json(neurons.VMeasure);
        node["ari"] = neurons is null ? null : Numbers.Json(neurons.AdjustedRandIndex);
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
