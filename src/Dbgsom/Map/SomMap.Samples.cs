using Dbgsom.Naming;
using Dbgsom.Passes;
using Dbgsom.Rows;
using Dbgsom.Space;

namespace Dbgsom;

/// <content>One sample at a time, for a program that gets them so.</content>
public sealed partial class SomMap
{
    private const int MostOnStack = 512;

    /// <summary>
    /// Returns the index of one sample's winner among <see cref="Neurons"/>, see <see cref="Predict(DataMatrix, CancellationToken)"/>.
    /// </summary>
    /// <remarks>It runs on the calling thread and, for up to 512 features, allocates nothing.</remarks>
    /// <param name="sample">The features in the order of the map, in the user's units.</param>
    /// <exception cref="ArgumentException">
    /// The number of features differs from that of the map, a value is infinite or too far from the map, or all are missing (NaN).
    /// </exception>
    public int Predict(ReadOnlySpan<double> sample) => FindBestMatch(sample).Neuron;

    /// <summary>Returns the winner of one sample, lowest index on ties, and its distance.</summary>
    /// <inheritdoc cref="Predict(ReadOnlySpan{double})"/>
    public BestMatch FindBestMatch(ReadOnlySpan<double> sample)
    {
        if (sample.Length != FeatureCount)
            throw new ArgumentException(
                $"the sample has {sample.Length} features; the map was trained on {FeatureCount}",
                nameof(sample)
            );
        Span<double> values = FeatureCount <= MostOnStack ? stackalloc double[FeatureCount] : new double[FeatureCount];
        sample.CopyTo(values);
        RefuseBeyond(values, sample, double.MaxValue);
        Space.Enter(values, FeatureCount);
        RefuseBeyond(values, sample, LocalEngine.GreatestValue);
        if (Lacks(values))
            return FindByKnown(values);
        int winner = 0;
        double distance = 0;
        assigner.FindWinners(values, new Span<int>(ref winner), new Span<double>(ref distance));
        return new BestMatch(winner, distance);
    }

    /// <summary>The space the map was trained in.</summary>
    internal FeatureSpace Space =>
        field ??= new FeatureSpace(Scaler, EffectiveOptions.Metric, Content.Constant)
        {
            Transform = Content.Transform,
            Shares = ActiveWeights?.SharesOf(FeatureNames, FeatureCount),
            Variables = ActiveWeights?.VariablesOf(FeatureNames, FeatureCount),
        }.WithIdle(Content.Constant);

    private int[] Telling => field ??= Space.Telling(FeatureCount);

    /// <summary>True if something is known of a sample that tells samples of this map apart.</summary>
    internal bool Knows(ReadOnlySpan<double> sample) => RowGaps.Knows(sample, Telling);

    /// <summary>The samples of which something is known that tells samples of this map apart, ascending.</summary>
    internal int[] RowsThatDiffer(DataMatrix data)
    {
        using var rows = Rows(data);
        return rows.Knowing(Telling);
    }

    private static bool Lacks(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
            if (double.IsNaN(value))
                return true;
        return false;
    }

    /// <summary>The winner of a sample that lacks values.</summary>
    private BestMatch FindByKnown(Span<double> values)
    {
        var gaps = new RowGaps();
        gaps.Find(values, FeatureCount, Space.SharesOf(FeatureCount));
        return gaps.FirstEmpty < 0
            ? assigner.FindWinner(values, gaps.Known(0), gaps.Scale(0))
            : throw new ArgumentException("the sample has no value in any feature that varies");
    }

    private RowException TooFar(long row, int feature) =>
        new(
            row,
            (place, _) =>
                $"the value in {place}, feature {NameOf(feature)} {Content.Transform?.Of(feature)?.Needs ?? "is too far from the map for a finite distance"}",
            SamplesParameter
        );

    private void RefuseBeyond(ReadOnlySpan<double> values, ReadOnlySpan<double> sample, double greatest)
    {
        for (int feature = 0; feature < values.Length; feature++)
            if (!(Math.Abs(values[feature]) <= greatest || double.IsNaN(sample[feature])))
                throw new ArgumentException(
                    double.IsFinite(sample[feature])
                        ? Text.Of(
                            $"the value {sample[feature]} of feature {NameOf(feature)} {Content.Transform?.Of(feature)?.Needs ?? "is too far from the map for a finite distance"}"
                        )
                        : Text.Of(
                            $"the value of feature {NameOf(feature)} is {sample[feature]}; it must be a finite number, or NaN where it is missing"
                        ),
                    nameof(sample)
                );
    }
}
