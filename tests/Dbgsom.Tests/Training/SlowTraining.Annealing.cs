namespace Dbgsom.Tests.Training;

/// <content>Growth to a size and annealing, of few rows, which are all trained on, and few neurons, whose grid is not refined.</content>
internal sealed partial class SlowTraining
{
    private const int EpochsPerStep = 3;
    private const int MostClearings = 5;
    private const int AnnealingEpochs = 10;
    private const int MostHalvings = 40;

    private int epochsInStep;
    private int clearings;
    private int annealingLength;

    private bool Annealing =>
        options.Lambda is null
        && options.GrowthRule.Name == "all-boundary"
        && options.Preset != "reference"
        && !options.SigmaMayRise
        && !options.KeepConvergence
        && !options.IdleAtCapacity;

    private double SigmaFine => options.SigmaFine ?? (SigmaEnd - ((1 - (options.Order ?? 1)) * Math.Max(0, SigmaEnd - 0.3)));

    private void AnnealOn()
    {
        epochsInStep++;
        int left = options.Epochs!.Value - Epoch - 1;
        bool wasFine = IsFine;
        int size = Math.Min(options.TargetNeurons!.Value, options.MaxNeurons!.Value);
        if (!IsFine)
            Threshold = ThresholdOfTarget;
        if (left == 0 || (IsFine && epochsInStep == annealingLength))
            Ended = true;
        else if (!IsFine && left <= Math.Min(AnnealingEpochs, options.Epochs.Value / 2))
            (IsFine, epochsInStep) = (true, 0);
        else if (IsFine)
            Sigma *= Math.Pow(Math.Min(Sigma, SigmaFine) / Sigma, 1.0 / (annealingLength - epochsInStep));
        else if (epochsInStep == EpochsPerStep)
            TakeStep(size);
        if (IsFine && !wasFine)
            annealingLength = Math.Min(AnnealingEpochs, left);
        if (IsFine && !wasFine && left == 1)
            Sigma = Math.Min(Sigma, SigmaFine);
        Epoch++;
    }

    private void TakeStep(int size)
    {
        bool clears = Grid.Count >= size && clearings < MostClearings && Enumerable.Range(0, Grid.Count).Any(IsDead);
        if (Grid.Count >= size && !clears)
        {
            (IsFine, epochsInStep) = (true, 0);
            return;
        }
        int before = Grid.Count;
        if (clears)
        {
            clearings++;
            Clear();
        }
        double threshold = Threshold;
        int count = Grid.Count;
        for (int i = 0; i <= (count < size ? MostHalvings : 0) && Grid.Count == count; i++, threshold /= 2)
        {
            new SlowGrowth(options with { MaxNeurons = size }, Grid, Weights, [.. Error], threshold, Normal).Run(
                out var weights,
                out var error
            );
            (Weights, Error) = (weights, error);
        }
        Sigma = Math.Min(Sigma, Decayed(options.SigmaStart!.Value, SigmaEnd, Progress));
        epochsInStep = 0;
        IsFine = Grid.Count == before && Grid.Count < size;
    }

    private bool IsDead(int neuron) =>
        Enumerable.Range(0, rows.Length).Where(row => Winners[row] == neuron).Sum(row => mass[row]) == 0;

    /// <summary>Takes dead neurons away, but the first four and those without which the map falls apart; the others follow one another from these four on.</summary>
    private void Clear()
    {
        var kept = Enumerable.Range(0, Grid.Count).ToList();
        for (int left = 0; left != kept.Count; )
        {
            left = kept.Count;
            foreach (int neuron in kept.Skip(4).ToArray())
                if (IsDead(neuron) && IsConnected([.. kept.Where(other => other != neuron)]))
                    kept.Remove(neuron);
        }
        var order = kept.Take(4).ToList();
        while (order.Count < kept.Count)
            order.Add(kept.Where(neuron => !order.Contains(neuron)).First(neuron => Grid.Neighbors[neuron].Any(order.Contains)));
        var grid = SlowGrid.Start(Grid.IsHexagonal);
        foreach (int neuron in order.Skip(4))
            grid.Add(Grid.Places[neuron]);
        (Weights, Error) = ([.. order.Select(neuron => Weights[neuron])], [.. order.Select(neuron => Error[neuron])]);
        Grid = grid;
        follows = false;
    }

    private bool IsConnected(int[] neurons)
    {
        var reached = new HashSet<int> { neurons[0] };
        while (
            neurons.FirstOrDefault(n => !reached.Contains(n) && Grid.Neighbors[n].Any(reached.Contains), -1) is >= 0 and var next
        )
            reached.Add(next);
        return reached.Count == neurons.Length;
    }
}
