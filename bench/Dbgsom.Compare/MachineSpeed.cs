using Dbgsom.Studies;

namespace Dbgsom.Compare;

/// <summary>What the machine can do at a moment.</summary>
/// <param name="Single">Float operations a second, all cores.</param>
/// <param name="SingleOneCore">The same on one core.</param>
/// <param name="Double">Double operations a second, all cores.</param>
/// <param name="DoubleOneCore">The same on one core.</param>
/// <param name="Read">Bytes read a second, all cores.</param>
/// <param name="Held">Float operations a second, all cores, of the median burst instead of the best.</param>
internal sealed record MachineSpeed(
    double Single,
    double SingleOneCore,
    double Double,
    double DoubleOneCore,
    double Read,
    double Held
)
{
    private const int Bursts = 5;

    /// <summary>How much of the best an undisturbed machine reaches again.</summary>
    public const double Undisturbed = 0.93;

    private static readonly Lazy<ReadBandwidth> Memory = new(() => new ReadBandwidth());

    /// <summary>Measures: the best of a few bursts of some milliseconds each.</summary>
    public static MachineSpeed Now()
    {
        int cores = Environment.ProcessorCount;
        double[] bursts = [.. Enumerable.Range(0, Bursts).Select(_ => FmaPeak.Burst<float>(cores))];
        return new MachineSpeed(
            bursts.Max(),
            BestOf(() => FmaPeak.Burst<float>(1)),
            BestOf(() => FmaPeak.Burst<double>(cores)),
            BestOf(() => FmaPeak.Burst<double>(1)),
            Memory.Value.Burst(cores),
            Statistics.Median(bursts)
        );
    }

    /// <summary>The best in each.</summary>
    public MachineSpeed Best(MachineSpeed other) => Each(other, Math.Max);

    /// <summary>The worst in each.</summary>
    public MachineSpeed Worst(MachineSpeed other) => Each(other, Math.Min);

    /// <summary>
    /// Whether all cores did about as well as at best, at operations and at memory – of the latter as well as the machine that goals are
    /// stated for, where the best is more. Of operations the median burst counts: who shares a core takes half of it, for seconds or for
    /// milliseconds between which the best burst goes through.
    /// </summary>
    public bool IsNear(MachineSpeed best) =>
        Held >= Undisturbed * best.Single && Read >= Undisturbed * Math.Min(best.Read, Goal.StatedRead);

    private MachineSpeed Each(MachineSpeed other, Func<double, double, double> choose) =>
        new(
            choose(Single, other.Single),
            choose(SingleOneCore, other.SingleOneCore),
            choose(Double, other.Double),
            choose(DoubleOneCore, other.DoubleOneCore),
            choose(Read, other.Read),
            choose(Held, other.Held)
        );

    private static double BestOf(Func<double> burst) => Enumerable.Range(0, Bursts).Max(_ => burst());
}
