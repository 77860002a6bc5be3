using Dbgsom.Map;
using Dbgsom.Measures;
using Dbgsom.Numerics;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>How well a map tells labels apart, of samples wherever they are.</content>
public sealed partial class SomMap
{
    /// <summary>
    /// Measures how well the map tells labels apart, of samples that an engine holds, wherever they are. The numbers are, bit for bit, those of
    /// <see cref="CompareClusters"/> and <see cref="Confusion"/> of the samples themselves.
    /// </summary>
    /// <param name="rows">The samples with their labels (<see cref="PassEngine.Classes"/>), with the features of the map: by name where both have names, otherwise by position. The labels
    /// need not be classes of the map, of which they are found by name; true and false in any case are those of a map of such classes. An engine does one thing at a time: no training run may
    /// use it meanwhile; one that did cannot go on.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">The features are not those of the map, the samples have no labels, no sample that counts has one, a row is too far from the map, or the map
    /// has child maps: then use the other two.</exception>
    public LabelMeasures MeasureLabels(PassEngine rows, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Classes is not { } labels)
            throw new ArgumentException("the rows have no labels; name their column", nameof(rows));
        if (Children.Count > 0)
            throw new ArgumentException(
                "the map has child maps, whose labels are measured only where all samples are on one machine: use CompareClusters and Confusion",
                nameof(rows)
            );
        return Seen(rows, () => LabelsOf(rows, labels, cancellationToken));
    }

    private LabelMeasures LabelsOf(PassEngine rows, ClassList labels, CancellationToken cancellationToken)
    {
        var range = MeasureSearch.Checked(rows.Run(new RangePass(FeatureCount), cancellationToken), NameOf);
        var grid = SumGrid.For(range.RowCount, range.GreatestMass);
        var counts = rows.Run(
            new LabelCountPass
            {
                Assigner = assigner,
                Groups = [.. Neurons.Select(neuron => neuron.Label)],
                LabelCount = labels.Count,
                MassGrid = grid,
                Classes = classTable is null
                    ? null
                    : new ClassPass
                    {
                        Assigner = assigner,
                        Vote = EffectiveOptions.ClassVote,
                        Table = classTable,
                        MassGrid = grid,
                    },
            },
            cancellationToken
        );
        int[] present = counts.Present;
        long labeled = counts.Rows.Sum();
        // In the order in which labels come first, as those of one array of labels are numbered.
        var places = present.Index().ToDictionary(one => one.Item, one => one.Index);
        return new LabelMeasures(
            LabelAgreement.AreNearlyUnique(present.Length, labeled)
                ? null
                : LabelAgreement.Of(counts.ByGroup.Select(group => group, label => places[label])),
            Classes is null ? null : ConfusionOf(counts, [.. present.Select(label => labels.Names[label])], labels),
            labeled
        );
    }

    private ConfusionMatrix ConfusionOf(LabelCounts counts, string[] present, ClassList labels)
    {
        var classes = Classes!;
        string[] unknown =
        [
            .. present.Select(Named).Where(name => classes.IndexOf(name) < 0).Distinct().Order(StringComparer.Ordinal),
        ];
        var pairs = counts.ByClass.Select(
            label => classes.IndexOf(Named(labels.Names[label])) is >= 0 and var known ? known : classes.Count,
            predicted => predicted
        );
        return ConfusionMatrix.Of(classes.Names, unknown, pairs);

        string Named(string label) =>
            classes.Kind == ClassKind.Boolean && bool.TryParse(label, out bool flag) ? (flag ? "true" : "false") : label;
    }

    /// <summary>Uses an engine that sees its rows in the space of the map, and as given again afterwards.</summary>
    private T Seen<T>(PassEngine rows, Func<T> use)
    {
        rows.CurrentRun = null;
        var columns = FeatureMatch.Find(this, rows.GivenColumnCount, rows.GivenNames, nameof(rows)).Columns;
        try
        {
            rows.Enter(Space with { Columns = columns });
            return use();
        }
        finally
        {
            rows.Enter(FeatureSpace.AsGiven);
        }
    }
}
