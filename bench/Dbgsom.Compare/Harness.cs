using System.Diagnostics;

namespace Dbgsom.Compare;

/// <summary>Times items in turn, with the speed of the machine measured in between: it wanders.</summary>
/// <param name="quick">Whether few repeats are enough.</param>
/// <param name="log">Where progress goes.</param>
internal sealed class Harness(bool quick, TextWriter log)
{
    private const double WarmUpSeconds = 0.3;
    private const double SecondsBetweenSpeeds = 0.1;
    private const int MostRepeats = 201;

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
        var times = items.Select(_ => new List<double>()).ToArray();
        var best = Speed();
        double total = 0;
        double sinceSpeed = 0;
        int least = fewest ?? Effort.Repeats;
        while (times[0].Count < least || (total < Effort.Seconds * items.Count && times[0].Count < MostRepeats))
        {
            for (int i = 0; i < items.Count; i++)
            {
                double seconds = Seconds(items[i]);
                times[i].Add(seconds);
                total += seconds;
                sinceSpeed += seconds;
            }
            if (sinceSpeed < SecondsBetweenSpeeds)
                continue;
            best = best.Best(Speed());
            sinceSpeed = 0;
        }
        best = best.Best(Speed());
        return Array.ConvertAll(times, list => new Measurement(list, best));
    }

    /// <summary>Seconds an item takes once.</summary>
    public static double Seconds(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Until the compiler has seen enough of it.</summary>
    private static void WarmUp(Action work)
    {
        for (double seconds = 0; seconds < WarmUpSeconds; )
            seconds += Seconds(work);
    }
}
