using Dbgsom.Rows;
using Dbgsom.Search;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Training;

/// <summary>
/// Training from its definition, step by step as the documentation of the algorithm numbers them, with nothing but loops over plain lists: the
/// oracle for <see cref="TrainingRun"/>. It shares no code with it but the options' names.
/// </summary>
internal sealed partial class SlowTraining(SomOptions options, double[][] rows, double[] mass, int[] labels, double[][] start)
{
    private readonly double total = mass.Sum();
    private double least = double.MaxValue;
    private int stagnant;
    private bool follows;

    public SlowGrid Grid { get; private set; } = GridOf(options, start.Length);

    public List<double[]> Weights { get; private set; } = [.. start];

    public List<double[]> Before { get; private set; } = [];

    public double[] Error { get; private set; } = new double[start.Length];

    public int[] Winners { get; private set; } = [];

    public double Sigma { get; private set; } = options.SigmaStart!.Value;

    public double Threshold { get; private set; }

    public bool IsFine { get; private set; } = options.Grid is not null;

    public bool Converged { get; private set; }

    public bool Ended { get; private set; }

    public int Epoch { get; private set; }

    private bool Cosine => options.Metric.Name == "cosine";

    private bool Manhattan => options.Metric.Name == "manhattan";

    private double Progress =>
        options.CoarseFraction is { } fraction ? Epoch / (fraction * options.Epochs!.Value)
        : options.TargetNeurons <= 4 ? 1
        : Math.Min(1, Math.Log(Grid.Count / 4.0) / Math.Log(options.TargetNeurons!.Value / 4.0));

    /// <summary>How much a feature counts beside the others: its weight, which the rows have in them already.</summary>
    private double Share(int feature) =>
        options.FeatureWeights?.Values.GetValueOrDefault(feature.ToString(System.Globalization.CultureInfo.InvariantCulture), 1)
        ?? 1;

    /// <summary>By the features that are known, NaN being none; the sum over them stands for all.</summary>
    public double Distance(double[] row, double[] weights)
    {
        (double X, double W)[] known = [.. row.Zip(weights).Where(pair => !double.IsNaN(pair.First))];
        double scale =
            Enumerable.Range(0, row.Length).Sum(Share)
            / Enumerable.Range(0, row.Length).Where(c => !double.IsNaN(row[c])).Sum(Share);
        return Cosine ? Math.Max(0, 1 - (scale * known.Sum(pair => pair.X * pair.W)))
            : Manhattan ? scale * known.Sum(pair => Math.Abs(pair.X - pair.W))
            : Math.Sqrt(scale * known.Sum(pair => (pair.X - pair.W) * (pair.X - pair.W)));
    }

    public void Advance()
    {
        double progress = Given ? 0 : Progress;
        int[] winners = [.. Enumerable.Range(0, rows.Length).Select(Winner)];
        double[] distances = [.. rows.Select((row, i) => Distance(row, Weights[winners[i]]))];
        var moved = Update(winners, distances);
        double change = Math.Sqrt(moved.Zip(Weights, (a, b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum()).Sum());
        double share =
            Epoch == 0 ? 1 : Enumerable.Range(0, rows.Length).Where(i => winners[i] != Winners[i]).Sum(i => mass[i]) / total;
        (Before, Weights, Winners) = (Weights, moved, winners);
        Error = [.. Enumerable.Range(0, Grid.Count).Select(neuron => ErrorOf(neuron, distances))];
        Judge(progress, change, share);
        follows = true;
        if (Given)
            NarrowOn();
        else if (Annealing)
            AnnealOn();
        else
            MoveOn();
    }

    /// <summary>6a.</summary>
    private int Winner(int row)
    {
        bool pointer = follows && (options.PointerSearch.Name == "all" || (options.PointerSearch.Name == "fine" && IsFine));
        int[] candidates = pointer ? [Winners[row], .. Grid.Neighbors[Winners[row]]] : [.. Enumerable.Range(0, Grid.Count)];
        return candidates.MinBy(neuron => Distance(rows[row], Weights[neuron]));
    }

    /// <summary>6b and c.</summary>
    private List<double[]> Update(int[] winners, double[] distances)
    {
        double spread = Spread(total);
        double variance = spread * spread;
        bool alike =
            options.Weighting.Name == "uniform" || (options.Weighting.Name == "robust-growth" && IsFine) || variance == 0;
        double[] strength =
        [
            .. distances.Select((d, i) => mass[i] * (alike ? 1 : 1 - Math.Sqrt(1 - Math.Exp(-d * d / variance)))),
        ];
        double[,] table = Neighborhood(
            Given ? Grid.StraightLines()
            : Annealing ? Grid.WaysOverCorners()
            : Grid.Hops()
        );
        var moved = new List<double[]>();
        for (int i = 0; i < Grid.Count; i++)
        {
            var numerator = new double[rows[0].Length];
            var denominator = new double[rows[0].Length];
            for (int j = 0; j < Grid.Count; j++)
            {
                int[] won = [.. Enumerable.Range(0, rows.Length).Where(row => winners[row] == j && mass[row] > 0)];
                if (won.Length == 0)
                    continue;
                double[] weight = [.. won.Select(row => won.Sum(r => strength[r]) > 0 ? strength[row] : mass[row])];
                double factor = table[i, j] * won.Sum(row => mass[row]);
                for (int c = 0; c < numerator.Length; c++)
                    foreach (var (row, at) in won.Select((row, at) => (row, at)).Where(one => !double.IsNaN(rows[one.row][c])))
                    {
                        numerator[c] += factor * weight[at] * rows[row][c] / weight.Sum();
                        denominator[c] += factor * weight[at] / weight.Sum();
                    }
            }
            int index = i;
            moved.Add(
                denominator.Any(sum => sum > 0)
                    ? Normal([.. numerator.Select((sum, c) => denominator[c] > 0 ? sum / denominator[c] : Weights[index][c])])
                    : Weights[i]
            );
        }
        return moved;
    }

    /// <summary>‖std‖: the root of the sum of squares, or the sum.</summary>
    private double Spread(double divisor)
    {
        double[] variances = [.. Enumerable.Range(0, rows[0].Length).Select(column => Variance(column) / divisor)];
        return Manhattan ? variances.Sum(Math.Sqrt) : Math.Sqrt(variances.Sum());
    }

    private double Variance(int column)
    {
        (double X, double Mass)[] known =
        [
            .. rows.Select((row, i) => (row[column], mass[i])).Where(one => !double.IsNaN(one.Item1)),
        ];
        double all = known.Sum(one => one.Mass);
        double mean = known.Sum(one => one.Mass * one.X) / all;
        return known.Sum(one => one.Mass * (one.X - mean) * (one.X - mean)) * total / all;
    }

    /// <summary>h for each pair.</summary>
    private double[,] Neighborhood(double[,] ways)
    {
        var h = new double[Grid.Count, Grid.Count];
        bool cut =
            options.Neighborhood.Name == "cutgauss"
            || options.CutGaussPhase.Name == "all"
            || (options.CutGaussPhase.Name == "fine" && IsFine);
        bool bubble = options.Neighborhood.Name == "bubble";
        for (int a = 0; a < Grid.Count; a++)
        for (int b = 0; b < Grid.Count; b++)
            h[a, b] =
                bubble ? (ways[a, b] <= Sigma + 1e-9 ? 1 : 0)
                : cut && ways[a, b] > options.NeighborhoodCutoff * Sigma ? 0
                : Math.Exp(-ways[a, b] * ways[a, b] / (2 * Sigma * Sigma));
        if (!cut && !bubble && !Given && h.Cast<double>().Count(one => one >= 1e-6) < options.SparseNeighborhoodShare * h.Length)
            for (int a = 0; a < Grid.Count; a++)
            for (int b = 0; b < Grid.Count; b++)
                h[a, b] = h[a, b] < 1e-6 ? 0 : h[a, b];
        return h;
    }

    private double[] Normal(double[] weights)
    {
        double length = Math.Sqrt(weights.Sum(value => value * value));
        return Cosine && length > 0 ? [.. weights.Select(value => value / length)] : weights;
    }

    /// <summary>6d.</summary>
    private double ErrorOf(int neuron, double[] distances)
    {
        int[] won = [.. Enumerable.Range(0, rows.Length).Where(row => Winners[row] == neuron)];
        if (!options.GrowthCriterion.NeedsLabels)
            return won.Sum(row => mass[row] * distances[row]);
        double all = won.Sum(row => mass[row]);
        return won.GroupBy(row => labels[row])
            .Select(group => group.Sum(row => mass[row]) / all)
            .Sum(p => p > 0 ? -p * Math.Log2(p) : 0);
    }

    /// <summary>6c and e, with patience.</summary>
    private void Judge(double progress, double change, double share)
    {
        bool byWinners = !IsFine && options.WinnerStability is not null;
        if (Given || (byWinners && Epoch == 0))
            return;
        double limit =
            byWinners ? options.WinnerStability!.Value
            : IsFine ? options.ConvergenceThreshold
            : Decayed(100 * options.ConvergenceThreshold, options.ConvergenceThreshold, progress);
        double watched = byWinners ? share : change;
        stagnant = watched < least ? 0 : stagnant + 1;
        least = Math.Min(least, watched);
        Converged = watched < limit || stagnant >= options.Patience || (!byWinners && Converged);
    }

    private double Decayed(double from, double to, double progress) =>
        options.Decay.Name == "linear"
            ? (from * (1 - progress)) + (to * progress)
            : to + ((from - to) * Math.Exp(-progress * Math.Log(100)));

    /// <summary>6f, g and 7.</summary>
    private void MoveOn()
    {
        bool last = Epoch == options.Epochs - 1;
        if (!IsFine)
            Threshold = options.Lambda is { } lambda ? lambda * Spread(total - 1) : ThresholdOfTarget;
        if (last || (IsFine && Converged))
            Ended = true;
        else if (!IsFine && Converged && Grid.Count < options.MaxNeurons)
        {
            int before = Grid.Count;
            new SlowGrowth(options, Grid, Weights, [.. Error], Threshold, Normal).Run(out var weights, out var error);
            (Weights, Error) = (weights, error);
            (Converged, least, stagnant) = (false, double.MaxValue, 0);
            Sigma = Limited(Decayed(options.SigmaStart!.Value, SigmaEnd, Progress));
            if (Grid.Count == before)
                EnterFine();
        }
        else if (!IsFine && Converged && !options.IdleAtCapacity)
            EnterFine();
        Epoch++;
        if (!IsFine && Epoch > options.CoarseFraction * options.Epochs)
            EnterFine();
    }

    private double ThresholdOfTarget =>
        1.5
        * Error.Sum()
        / options.TargetNeurons!.Value
        * Math.Pow(Math.Max(1, (double)Grid.Count / options.TargetNeurons.Value), 8);

    private double SigmaEnd => options.SigmaEnd ?? (0.05 * (Math.Sqrt(Grid.Count) - 1));

    private double Limited(double next) => options.SigmaMayRise ? next : Math.Min(Sigma, next);

    private void EnterFine()
    {
        (IsFine, least, stagnant) = (true, double.MaxValue, 0);
        Converged = Converged && options.KeepConvergence;
        Sigma = Limited(SigmaFine);
    }
}
