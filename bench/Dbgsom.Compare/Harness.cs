using System.Diagnostics;

namespace Dbgsom.Compare;

/// <summary>
/// Times items in turn, with the speed of the machine measured in between: it wanders, and others may be at work on it. Only what was measured while
/// it was quiet counts.
/// </summary>
/// <param name="quick">Whether few repeats are enough.</param>
/// <param name="log">Where progress goes.</param>
internal sealed class Harness(bool quick, TextWriter log)
{
    // The runtime compiles what is used much again, and for small fits is done with that after some three seconds.
    private const double WarmUpSeconds = 0.5;
    private const double LongestWarmUpSeconds = 8;
    private const double Faster = 0.98;
    private const double SecondsBetweenSpeeds = 0.1;
    private const int MostRepeats = 201;

    // Where the machine is not quiet, so many times the fewest repeats are made, and for so long.
    private const int LongestWait = 6;
    private const double LongestWaitSeconds = 10;

    private readonly List<MachineSpeed> speeds = [];

    /// <summary>The fewest repeats of an item, and the seconds over which it is repeated.</summary>
    public (int Repeats, double Seconds) Effort { get; } = quick ? (3, 0.1) : (7, 1.0);

    /// <summary>The speeds measured since the last call.</summary>
    public IReadOnlyList<MachineSpeed> TakeSpeeds()
    {
        var taken = speeds.ToList();
        speeds.Clear();
        return taken;
    }

    /// <summary>Says what is being measured.</summary>
    public void Progress(string what) => log.WriteLine(what);

    /// <summary>The speed of the machine now, kept for <see cref="TakeSpeeds"/>.</summary>
    public MachineSpeed Speed()
    {
        var speed = MachineSpeed.Now();
        speeds.Add(speed);
        return speed;
    }

    /// <summary>Times one item.</summary>
    /// <param name="work">The item.</param>
    /// <param name="fewest">The fewest repeats where that is not <see cref="Effort"/>'s.</param>
    public Measurement Time(Action work, int? fewest = null) => Time([work], fewest)[0];

    /// <summary>Times several items in turn: all once, all again, …</summary>
    /// <param name="items">The items.</param>
    /// <param name="fewest">The fewest repeats where that is not <see cref="Effort"/>'s.</param>
    public Measurement[] Time(IReadOnlyList<Action> items, int? fewest = null)
    {
        foreach (var item in items)
            WarmUp(item);
        var stretches = new List<Stretch>();
        var current = new Stretch(Speed());
        double total = 0;
        double sinceSpeed = 0;
        int rounds = 0;
        int least = fewest ?? Effort.Repeats;
        while (rounds < least || (total < Effort.Seconds * items.Count && rounds < MostRepeats) || WaitsForQuiet())
        {
            var round = Array.ConvertAll([.. items], Seconds);
            current.Rounds.Add(round);
            rounds++;
            total += round.Sum();
            sinceSpeed += round.Sum();
            if (sinceSpeed < SecondsBetweenSpeeds)
                continue;
            EndStretch();
            sinceSpeed = 0;
        }
        if (current.Rounds.Count > 0)
            EndStretch();
        var best = Best();
        var quiet = stretches.Where(stretch => stretch.IsQuiet(best)).SelectMany(stretch => stretch.Rounds).ToList();
        var all = stretches.SelectMany(stretch => stretch.Rounds).ToList();
        return
        [
            .. items.Select(
                (_, item) => new Measurement([.. all.Select(round => round[item])], [.. quiet.Select(round => round[item])], best)
            ),
        ];

        void EndStretch()
        {
            current.After = Speed();
            stretches.Add(current);
            current = new Stretch(current.After);
        }

        MachineSpeed Best() =>
            stretches.Aggregate(current.Before, (best, stretch) => best.Best(stretch.Before).Best(stretch.After));

        bool WaitsForQuiet() =>
            (rounds < LongestWait * least || (!quick && total < LongestWaitSeconds * items.Count))
            && stretches.Where(stretch => stretch.IsQuiet(Best())).Sum(stretch => stretch.Rounds.Count) < least;
    }

    /// <summary>Seconds an item takes once.</summary>
    public static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Until it gets no faster: twice on end, none of the repeats of a while was faster than all before.</summary>
    private void WarmUp(Action work)
    {
        double best = double.PositiveInfinity;
        double total = 0;
        for (int steady = 0; steady < 2 && total < (quick ? WarmUpSeconds : LongestWarmUpSeconds); )
        {
            double least = double.PositiveInfinity;
            double seconds = 0;
            while (seconds < WarmUpSeconds)
            {
                double once = Seconds(work);
                seconds += once;
                least = Math.Min(least, once);
            }
            total += seconds;
            steady = least < Faster * best ? 0 : steady + 1;
            best = Math.Min(best, least);
        }
    }

    /// <summary>Repeats between two looks at the speed of the machine.</summary>
    private sealed class Stretch(MachineSpeed before)
    {
        public MachineSpeed Before { get; } = before;

        public MachineSpeed After { get; set; } = before;

        /// <summary>The seconds of each item, time after time.</summary>
        public List<double[]> Rounds { get; } = [];

        /// <summary>Whether nobody else was at work, as far as the speeds around tell.</summary>
        public bool IsQuiet(MachineSpeed best) => Before.IsNear(best) && After.IsNear(best);
    }
}
