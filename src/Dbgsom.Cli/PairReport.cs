using System.CommandLine;
using System.Text.Json.Nodes;
using Dbgsom.Measures;

namespace Dbgsom.Cli;

/// <summary>Measures that compare every sample with every other, which takes its time: only where they are asked for.</summary>
internal sealed class PairReport
{
    private readonly NeighborhoodMeasure trustworthiness;
    private readonly NeighborhoodMeasure preservation;
    private readonly CMeasure pairs;

    private PairReport(NeighborhoodMeasure trustworthiness, NeighborhoodMeasure preservation, CMeasure pairs) =>
        (this.trustworthiness, this.preservation, this.pairs) = (trustworthiness, preservation, pairs);

    public static PairReport Of(PairMeasures measures) =>
        new(measures.Trustworthiness, measures.NeighborhoodPreservation, measures.CMeasure);

    /// <summary>The options of the measures of pairs.</summary>
    public sealed class Arguments
    {
        private readonly Option<bool> all = new("--all")
        {
            Description =
                "also compute trustworthiness, neighborhood preservation and C measure, whose time grows with the square of the number of samples",
        };
        private readonly Option<int?> neighbors = OptionsOf.Whole(
            "--neighbors",
            1,
            int.MaxValue,
            "number of neighbors for trustworthiness and preservation, less than half of the samples; default: 5"
        );
        private readonly Option<int?> sample = OptionsOf.Whole(
            "--sample",
            3,
            int.MaxValue,
            $"the maximum number of samples for --all, drawn from larger data; default: {SomMap.DefaultSampleSize}"
        );

        public void AddTo(Command command)
        {
            command.Add(all);
            command.Add(neighbors);
            command.Add(sample);
        }

        /// <summary>Rejects options that require --all.</summary>
        public void Check(ParseResult parsed)
        {
            if (!parsed.GetValue(all) && (parsed.GetValue(neighbors) ?? parsed.GetValue(sample)) is not null)
                throw new UsageException("--neighbors and --sample are for the measures of --all: add --all");
        }

        /// <summary>Whether they are asked for, with how many neighbors (null for the usual number) and on how many samples at most.</summary>
        public (bool All, int? Neighbors, int SampleSize) Read(ParseResult parsed) =>
            (parsed.GetValue(all), parsed.GetValue(neighbors), parsed.GetValue(sample) ?? SomMap.DefaultSampleSize);

        /// <summary>Returns the measures, or null if they were not requested.</summary>
        public PairReport? Measure(
            ParseResult parsed,
            SomMap map,
            DataMatrix samples,
            Screen screen,
            CancellationToken cancellationToken
        )
        {
            var (isAsked, k, most) = Read(parsed);
            if (!isAsked)
                return null;
            using var line = new ProgressLine(screen.IsWatched);
            return new PairReport(
                map.Trustworthiness(samples, k, most, line, cancellationToken),
                map.NeighborhoodPreservation(samples, k, most, line, cancellationToken),
                map.CMeasure(samples, most, line, cancellationToken)
            );
        }
    }

    public IEnumerable<(string Name, string Value)> Rows()
    {
        string among = $"({MapReport.Counted(trustworthiness.Neighbors, "neighbor")})";
        yield return ("trustworthiness", $"{Numbers.Show(trustworthiness.Value)} {among}");
        yield return ("neighborhood preservation", $"{Numbers.Show(preservation.Value)} {among}");
        yield return ("C measure", $"{Numbers.Show(pairs.Sum)}, {Numbers.Show(pairs.PairMean)} a pair");
    }

    /// <summary>Returns a note if the measures come from a part of the samples; null otherwise.</summary>
    public string? Note(double samples) =>
        pairs.SampleSize < samples
            ? $"the measures of --all use {Numbers.Count(pairs.SampleSize)} of {Numbers.Count(samples)} samples; --sample sets the number"
            : null;

    public void AddTo(JsonObject node)
    {
        node["trustworthiness"] = Numbers.Json(trustworthiness.Value);
        node["neighborhood_preservation"] = Numbers.Json(preservation.Value);
        node["neighbors"] = trustworthiness.Neighbors;
        node["c_measure"] = Numbers.Json(pairs.Sum);
        node["c_measure_pair_mean"] = Numbers.Json(pairs.PairMean);
        node["samples_measured"] = pairs.SampleSize;
    }
}
