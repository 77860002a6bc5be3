using Dbgsom.Measures;
using Dbgsom.Rows;

namespace Dbgsom.Report;

/// <summary>Facts that several sections need, computed once.</summary>
internal sealed class MapFacts
{
    private MapFacts(
        SomMap whole,
        CoarseMap shown,
        DataMatrix? data,
        ReportOptions options,
        IReadOnlyList<BestMatch> matches,
        FeatureStatistics statistics,
        CancellationToken cancellationToken
    )
    {
        (Whole, Map, PlaceOf, Block) = (whole, shown.Map, shown.PlaceOf, shown.Block);
        Data = data;
        Options = options;
        Matches = matches;
        Statistics = statistics;
        CancellationToken = cancellationToken;
        FeatureNames = whole.FeatureNames ?? [.. Enumerable.Range(0, whole.FeatureCount).Select(f => $"feature {f}")];
    }

    /// <summary>The map as the page shows it, see <see cref="CoarseMap"/>.</summary>
    public SomMap Map { get; }

    /// <summary>The map as it is: measures, distances and odd samples are those of it.</summary>
    public SomMap Whole { get; }

    /// <summary>For each neuron of the map the one of the shown map that stands for it.</summary>
    public IReadOnlyList<int> PlaceOf { get; }

    /// <summary>The side of the blocks of neurons that are shown as one; 1 where each is shown.</summary>
    public int Block { get; }

    /// <summary>The samples with the map's features in its order, or null.</summary>
    public DataMatrix? Data { get; }

    public ReportOptions Options { get; }

    /// <summary>The winner of each sample as the page shows it, with the distance to the winner itself; empty without samples.</summary>
    public IReadOnlyList<BestMatch> Matches { get; }

    public FeatureStatistics Statistics { get; }

    /// <summary>How well the map stands for the samples; null without any.</summary>
    public MapMeasures? Measures { get; private init; }

    /// <summary>The share of the samples' variance that lies between neurons, 0 to 1; null without samples, or where they do not vary.</summary>
    public double? ExplainedVariance => Measures?.ExplainedVariance is { } share && double.IsFinite(share) ? share : null;

    /// <summary>Names of the features, made up where the map has none.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>The label of each sample as a number from 0, −1 where it has none; null without labels.</summary>
    public int[]? LabelCodes { get; private init; }

    public CancellationToken CancellationToken { get; }

    /// <summary>True if labels are names of rows rather than classes, so that no grouping can agree with them.</summary>
    public bool HasNamesForLabels { get; private init; }

    public static MapFacts Of(SomMap map, DataMatrix? data, ReportOptions options, CancellationToken cancellationToken)
    {
        int rows = data?.RowCount ?? 0;
        if (options.Columns.FirstOrDefault(column => column.Texts is null) is { } without)
            throw new ArgumentException(
                $"Texts of the column '{without.Name}' is null; valid is one text for each of the {rows} samples",
                nameof(options)
            );
        (IReadOnlyList<string>? Texts, string What)[] given =
        [
            (options.Labels, "labels"),
            (options.Ids, "names"),
            .. options.Columns.Select(column => ((IReadOnlyList<string>?)column.Texts, $"texts of the column '{column.Name}'")),
        ];
        foreach (var (texts, what) in given)
            if (texts is not null && texts.Count != rows)
                throw new ArgumentException(
                    $"{texts.Count} {what} are given for {rows} samples; valid is one per sample",
                    nameof(options)
                );
        if (options.Groups is { } groups && groups.Clusters.Labels.Count != map.Neurons.Count)
            throw new ArgumentException(
                $"the groups belong to a map with {groups.Clusters.Labels.Count} neurons, but this map has {map.Neurons.Count}",
                nameof(options)
            );
        var shown = CoarseMap.Of(map);
        if (data is null)
            return new MapFacts(map, shown, null, options, [], FeatureStatistics.Of(shown.Map), cancellationToken);
        data = FeatureMatch.Find(map, data).Select(data);
        BestMatch[] matches =
        [
            .. map.FindBestMatches(data, 1, cancellationToken)
                .Values.Select(match => new BestMatch(shown.PlaceOf[match.Neuron], match.Distance)),
        ];
        var statistics = FeatureStatistics.Of(shown.Map, data, matches, cancellationToken);
        return new MapFacts(map, shown, data, options, matches, statistics, cancellationToken)
        {
            HasNamesForLabels =
                options.Labels is { } names
                && LabelAgreement.AreNearlyUnique([.. names.Select(name => name.Length > 0 ? name : null)]),
            LabelCodes = options.Labels is { } labels && labels.Any(label => label.Length > 0) ? Codes(labels) : null,
            Measures = map.Measure(data, cancellationToken),
        };
    }

    private static int[] Codes(IReadOnlyList<string> labels)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        return
        [
            .. labels.Select(label =>
            {
                if (label.Length == 0)
                    return -1;
                codes.TryAdd(label, codes.Count);
                return codes[label];
            }),
        ];
    }
}
