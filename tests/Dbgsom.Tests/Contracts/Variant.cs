using Dbgsom.Grid;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Contracts;

/// <summary>
/// What the contract is checked with: each estimator and preset with each option at each of its values, one at a time, and
/// combinations drawn from all of them. It all follows from the lists of options and families: a new member is in it by itself.
/// </summary>
internal sealed record Variant(Estimator Estimator, SomOptions Options)
{
    private const int CombinationsEach = 12;
    private const int OptionsEach = 6;

    private static readonly Dictionary<string, Variant> ByName = Make();

    public static TheoryData<string> Names => [.. ByName.Keys];

    /// <summary>The names for theories that take long: without time for all of them every twelfth is tried.</summary>
    public static IEnumerable<TheoryDataRow<string>> SomeNames => NeedsAttribute.TimeBeyondEvery(12, ByName.Keys);

    public static IEnumerable<Variant> All => ByName.Values;

    public static Variant Of(string name) => ByName[name];

    public FitRequest Request(DataMatrix? data = null, ClassLabels? labels = null) =>
        new(Options, data ?? Samples.Data, labels ?? Samples.Labels);

    public SomMap Fit(DataMatrix? data = null, ClassLabels? labels = null) => Estimator.Fit(Request(data, labels));

    /// <summary>The presets, and growth by a threshold with the options of the default; small and quick.</summary>
    private static IEnumerable<(string Name, SomOptions Options)> Presets =>
        new (string, SomOptions, double?)[]
        {
            ("default", SomOptions.Default, null),
            ("by threshold", SomOptions.Default, 2),
            ("reference", SomOptions.Reference, 2),
            ("given grid", SomOptions.Default with { Grid = new GridSize(5, 4) }, null),
        }.Select(preset =>
            (
                preset.Item1,
                preset.Item2 with
                {
                    Lambda = preset.Item3,
                    Epochs = 80,
                    MaxNeurons = 24,
                    MinSamplesVerticalGrowth = 8,
                    Seed = 3,
                }
            )
        );

    private static Dictionary<string, Variant> Make()
    {
        var variants = new Dictionary<string, Variant>();
        foreach (var estimator in Estimator.All)
        foreach (var (name, preset) in Presets)
        {
            Add(estimator, name, preset, []);
            foreach (var option in SomOption.All)
            foreach (string value in Values(option))
                Add(estimator, name, preset, [(option, value)]);
            // Of these none is decided by a tie between neurons, which rounding would decide otherwise.
            var random = new Random(17);
            for (int i = 0; i < CombinationsEach; i++)
            {
                var options = random.GetItems([.. SomOption.All], OptionsEach).DistinctBy(option => option.Name);
                Add(estimator, name, preset, [.. options.Select(option => (option, random.GetItems(Values(option), 1)[0]))]);
            }
        }
        return variants;

        void Add(Estimator estimator, string from, SomOptions preset, (SomOption Option, string Value)[] changes)
        {
            var changed = changes.Where(change => change.Option.Format(preset) != change.Value).ToArray();
            var options = changed.Aggregate(preset, (options, change) => change.Option.Parse(options, change.Value));
            if (changed.Length < changes.Length && changed.Length == 0)
                return;
            if (options.GrowthCriterion.NeedsLabels)
                options = options with { Lambda = 0.2, TargetNeurons = null };
            if (options.Grid is not null)
                options = options with
                {
                    Lambda = null,
                    TargetNeurons = null,
                    MaxNeurons = null,
                    CoarseFraction = null,
                    // Neurons that see one winner only, and the same, would be equal but for rounding.
                    SigmaStart = from == "reference" ? 3 : options.SigmaStart,
                };
            // Likewise, where the width of the fine phase falls to nothing and far neighbors are left out.
            if (options.SigmaEnd is null && from == "by threshold")
                options = options with { SparseNeighborhoodShare = 0 };
            if (!IsValid(options) || (options.GrowthCriterion.NeedsLabels && !estimator.HasLabels))
                return;
            string name = string.Join(
                ", ",
                [estimator.Name, from, .. changed.Select(change => $"{change.Option.Name} {change.Value}")]
            );
            variants.TryAdd(name, new Variant(estimator, options));
        }
    }

    /// <summary>A value within each range, every choice, and the word for null.</summary>
    private static string[] Values(SomOption option) =>
        option.NullWord is { } word ? [.. OptionValues.Of(option).Within, word] : OptionValues.Of(option).Within;

    private static bool IsValid(SomOptions options)
    {
        try
        {
            options.Validate();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
