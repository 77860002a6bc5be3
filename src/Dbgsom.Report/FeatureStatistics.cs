namespace Dbgsom.Report;

/// <summary>Means and standard deviations of the features in the user's units: of all samples, and of those of each neuron.</summary>
internal sealed class FeatureStatistics
{
    private FeatureStatistics(double[] mass, double[][] means, double[] mean, double[] deviation)
    {
        Mass = mass;
        Means = means;
        Mean = mean;
        Deviation = deviation;
    }

    /// <summary>For each neuron how many samples it wins, counted by their weights.</summary>
    public IReadOnlyList<double> Mass { get; }

    /// <summary>For each neuron the means of its samples; its weights where it has none.</summary>
    public IReadOnlyList<double[]> Means { get; }

    /// <summary>For each feature the mean.</summary>
    public IReadOnlyList<double> Mean { get; }

    /// <summary>For each feature the standard deviation; without samples that between the neurons.</summary>
    public IReadOnlyList<double> Deviation { get; }

    /// <summary>Of samples, by their winners.</summary>
    /// <param name="map">The map.</param>
    /// <param name="data">Samples with the map's features in its order.</param>
    /// <param name="matches">The winners of the samples.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    public static FeatureStatistics Of(
        SomMap map,
        DataMatrix data,
        IReadOnlyList<BestMatch> matches,
        CancellationToken cancellationToken
    )
    {
        int columns = map.FeatureCount;
        var weights = map.WeightsInDataUnits;
        var mass = new double[map.Neurons.Count];
        var sums = Zeros(mass.Length, columns);
        // Mass without the samples that lack the feature.
        var known = Zeros(mass.Length, columns);
        var squares = new double[columns];
        var row = new double[columns];
        // Deviations from a row of the data: sums of squares keep their digits however far from 0 the data lies.
        var origin = new double[columns];
        data.CopyRow(0, origin);
        for (int f = 0; f < columns; f++)
            if (double.IsNaN(origin[f]))
                origin[f] = weights[0][f];
        for (int i = 0; i < data.RowCount; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double count = data.SampleWeights.IsEmpty ? 1 : data.SampleWeights[i];
            if (count == 0)
                continue;
            int neuron = matches[i].Neuron;
            data.CopyRow(i, row);
            mass[neuron] += count;
            for (int f = 0; f < columns; f++)
            {
                if (double.IsNaN(row[f]))
                    continue;
                known[neuron][f] += count;
                double value = row[f] - origin[f];
                sums[neuron][f] += count * value;
                squares[f] += count * value * value;
            }
        }
        double[] total = [.. Enumerable.Range(0, columns).Select(f => Math.Max(known.Sum(of => of[f]), double.Epsilon))];
        var mean = new double[columns];
        foreach (double[] sum in sums)
            for (int f = 0; f < columns; f++)
                mean[f] += sum[f] / total[f];
        var deviation = new double[columns];
        for (int f = 0; f < columns; f++)
        {
            deviation[f] = Math.Sqrt(Math.Max(0, (squares[f] / total[f]) - (mean[f] * mean[f])));
            mean[f] += origin[f];
        }
        double[][] means =
        [
            .. sums.Select(
                (sum, neuron) =>
                    (double[])
                        [
                            .. sum.Select(
                                (value, f) => known[neuron][f] == 0 ? weights[neuron][f] : (value / known[neuron][f]) + origin[f]
                            ),
                        ]
            ),
        ];
        return new FeatureStatistics(mass, means, mean, deviation);
    }

    /// <summary>Of the neurons alone, each counted by the training samples it won, or all alike where there were none.</summary>
    public static FeatureStatistics Of(SomMap map)
    {
        var weights = map.WeightsInDataUnits;
        double[] mass = [.. map.Neurons.Select(neuron => map.HasTrainingSamples ? neuron.HitMass : 1)];
        double[][] means = [.. Enumerable.Range(0, mass.Length).Select(neuron => weights[neuron].ToArray())];
        double total = Total(mass);
        var mean = new double[map.FeatureCount];
        var deviation = new double[map.FeatureCount];
        for (int f = 0; f < mean.Length; f++)
        {
            for (int neuron = 0; neuron < mass.Length; neuron++)
                mean[f] += mass[neuron] * (means[neuron][f] / total);
            for (int neuron = 0; neuron < mass.Length; neuron++)
                deviation[f] += mass[neuron] / total * (means[neuron][f] - mean[f]) * (means[neuron][f] - mean[f]);
            deviation[f] = Math.Sqrt(deviation[f]);
        }
        return new FeatureStatistics(mass, means, mean, deviation);
    }

    private static double Total(double[] mass)
    {
        double total = 0;
        foreach (double value in mass)
            total += value;
        return total;
    }

    private static double[][] Zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];
}
