namespace Dbgsom.Training;

/// <summary>True if the map has settled, and how long what is watched has made no progress. Steps 6c and e.</summary>
/// <param name="Reached">True if the map has settled.</param>
/// <param name="Least">The lowest value seen of the quantity watched.</param>
/// <param name="Stagnant">Epochs since then.</param>
internal readonly record struct Convergence(bool Reached, double Least, int Stagnant)
{
    /// <summary>Nothing watched yet.</summary>
    public static Convergence None { get; } = new(false, double.MaxValue, 0);

    /// <summary>The judgment after one more epoch.</summary>
    /// <param name="options">Options as they take effect.</param>
    /// <param name="phase">Phase of the epoch.</param>
    /// <param name="progress">Progress of the coarse phase.</param>
    /// <param name="weightChange">How far all weights moved.</param>
    /// <param name="changedShare">Share of samples that changed their winner; null in the first epoch.</param>
    public Convergence After(SomOptions options, TrainingPhase phase, double progress, double weightChange, double? changedShare)
    {
        bool coarse = phase == TrainingPhase.Coarse;
        if (coarse && options.WinnerStability is { } stability)
            return changedShare is { } share ? Judge(share, stability, options.Patience, stays: false) : this;
        double limit = options.ConvergenceThreshold;
        return Judge(
            weightChange,
            coarse ? options.Decay.At(100 * limit, limit, progress) : limit,
            options.Patience,
            stays: true
        );
    }

    /// <param name="value">The quantity watched.</param>
    /// <param name="limit">Below it the map has settled.</param>
    /// <param name="patience">The number of epochs without a new low after which it also counts as converged.</param>
    /// <param name="stays">True if what was reached once stays so: by the weights it does, by the winners it does not.</param>
    private Convergence Judge(double value, double limit, int? patience, bool stays)
    {
        int stagnant = value < Least ? 0 : Stagnant + 1;
        bool reached = value < limit || stagnant >= patience || (stays && Reached);
        return new Convergence(reached, Math.Min(value, Least), stagnant);
    }
}
