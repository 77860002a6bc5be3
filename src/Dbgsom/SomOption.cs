using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dbgsom;

/// <summary>
/// One option of <see cref="SomOptions"/>: its name, range and meaning. Command line, model files, documentation and contract tests all
/// read <see cref="All"/>.
/// </summary>
public sealed class SomOption
{
    private readonly Func<SomOptions, JsonNode?> get;
    private readonly Func<SomOptions, string?, SomOptions> set;
    private readonly Func<SomOptions, bool> isValid;

    private SomOption(
        string name,
        string property,
        string valid,
        string description,
        bool isQuirk,
        string? nullWord,
        Func<SomOptions, JsonNode?> get,
        Func<SomOptions, string?, SomOptions> set,
        Func<SomOptions, bool> isValid
    )
    {
        Name = name;
        Property = property;
        Valid = valid;
        Description = description;
        IsQuirk = isQuirk;
        NullWord = nullWord;
        this.get = get;
        this.set = set;
        this.isValid = isValid;
    }

    /// <summary>Every option, in the order of the documentation.</summary>
    public static IReadOnlyList<SomOption> All { get; } =
    [
        NullableNumber(
            "lambda",
            nameof(SomOptions.Lambda),
            o => o.Lambda,
            (o, v) => o with { Lambda = v },
            v => v > 0,
            "a number above 0",
            "factor of the growing threshold; smaller gives more neurons; auto calibrates it for target-neurons"
        ),
        NullableInteger(
            "target-neurons",
            nameof(SomOptions.TargetNeurons),
            o => o.TargetNeurons,
            (o, v) => o with { TargetNeurons = v },
            4,
            SomOptions.MostNeurons,
            "size of map to aim at; auto is 5·√n, at most 1000; not together with lambda"
        ),
        NullableInteger(
            "max-neurons",
            nameof(SomOptions.MaxNeurons),
            o => o.MaxNeurons,
            (o, v) => o with { MaxNeurons = v },
            4,
            SomOptions.MostNeurons,
            "most neurons; auto is 5·√n with a lambda, 1.25·target-neurons without"
        ),
        NullableInteger(
            "epochs",
            nameof(SomOptions.Epochs),
            o => o.Epochs,
            (o, v) => o with { Epochs = v },
            1,
            int.MaxValue,
            "most epochs; auto is 500 with a lambda, 200 + 40·√target-neurons without"
        ),
        Number(
            "sigma-start",
            nameof(SomOptions.SigmaStart),
            o => o.SigmaStart,
            (o, v) => o with { SigmaStart = v },
            v => v > 0,
            "a number above 0",
            "neighborhood width at the start, in hops"
        ),
        NullableNumber(
            "sigma-end",
            nameof(SomOptions.SigmaEnd),
            o => o.SigmaEnd,
            (o, v) => o with { SigmaEnd = v },
            v => v > 0,
            "a number above 0",
            "neighborhood width the coarse phase tends to; auto is 0.05·(√neurons − 1)"
        ),
        NullableNumber(
            "sigma-fine",
            nameof(SomOptions.SigmaFine),
            o => o.SigmaFine,
            (o, v) => o with { SigmaFine = v },
            v => v > 0,
            "a number above 0, at most sigma-end",
            "neighborhood width in the fine phase; auto is sigma-end"
        ),
        Choice("decay", nameof(SomOptions.Decay), o => o.Decay, (o, v) => o with { Decay = v }, "how the width falls"),
        Choice(
            "neighborhood",
            nameof(SomOptions.Neighborhood),
            o => o.Neighborhood,
            (o, v) => o with { Neighborhood = v },
            "neighborhood function"
        ),
        Number(
            "neighborhood-cutoff",
            nameof(SomOptions.NeighborhoodCutoff),
            o => o.NeighborhoodCutoff,
            (o, v) => o with { NeighborhoodCutoff = v },
            v => v >= 1,
            "a number of at least 1",
            "where a cut Gaussian ends, in widths"
        ),
        Choice(
            "cutgauss-phase",
            nameof(SomOptions.CutGaussPhase),
            o => o.CutGaussPhase,
            (o, v) => o with { CutGaussPhase = v },
            "phase in which the Gaussian is cut"
        ),
        Choice(
            "pointer-search",
            nameof(SomOptions.PointerSearch),
            o => o.PointerSearch,
            (o, v) => o with { PointerSearch = v },
            "phase in which winners are looked for only around the last winner: faster, not exact"
        ),
        NullableNumber(
            "coarse-fraction",
            nameof(SomOptions.CoarseFraction),
            o => o.CoarseFraction,
            (o, v) => o with { CoarseFraction = v },
            v => v is > 0 and < 1,
            "a number between 0 and 1, both excluded",
            "share of the epochs for the coarse phase; only with a lambda; auto is 0.5"
        ),
        Number(
            "convergence-threshold",
            nameof(SomOptions.ConvergenceThreshold),
            o => o.ConvergenceThreshold,
            (o, v) => o with { ConvergenceThreshold = v },
            v => v > 0,
            "a number above 0",
            "the map has settled when all weights together move by less"
        ),
        NullableNumber(
            "winner-stability",
            nameof(SomOptions.WinnerStability),
            o => o.WinnerStability,
            (o, v) => o with { WinnerStability = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "the coarse map has settled when a smaller share of samples changes its winner; off decides by the weights",
            nullWord: "off"
        ),
        NullableInteger(
            "patience",
            nameof(SomOptions.Patience),
            o => o.Patience,
            (o, v) => o with { Patience = v },
            2,
            int.MaxValue,
            "the map also counts as settled after so many epochs without progress; off waits for the limits",
            nullWord: "off",
            isQuirk: true
        ),
        Integer(
            "smoothing-steps",
            nameof(SomOptions.SmoothingSteps),
            o => o.SmoothingSteps,
            (o, v) => o with { SmoothingSteps = v },
            0,
            "how often the weights are smoothed before neurons are added"
        ),
        Number(
            "smoothing-epsilon",
            nameof(SomOptions.SmoothingEpsilon),
            o => o.SmoothingEpsilon,
            (o, v) => o with { SmoothingEpsilon = v },
            v => v is > 0 and <= 1,
            "a number above 0, at most 1",
            "how far a smoothing step moves a neuron"
        ),
        Choice(
            "growth-rule",
            nameof(SomOptions.GrowthRule),
            o => o.GrowthRule,
            (o, v) => o with { GrowthRule = v },
            "which neurons get new neighbors"
        ),
        new(
            "seed",
            nameof(SomOptions.Seed),
            "a whole number from 0 to 4294967295",
            "seed of the four starting samples",
            false,
            null,
            o => JsonValue.Create(o.Seed),
            (o, t) => o with { Seed = uint.Parse(t!, NumberStyles.None, CultureInfo.InvariantCulture) },
            _ => true
        ),
        Choice(
            "scale",
            nameof(SomOptions.Scaling),
            o => o.Scaling,
            (o, v) => o with { Scaling = v },
            "how features are scaled first"
        ),
        Choice("metric", nameof(SomOptions.Metric), o => o.Metric, (o, v) => o with { Metric = v }, "distance", isQuirk: true),
        Choice(
            "weighting",
            nameof(SomOptions.Weighting),
            o => o.Weighting,
            (o, v) => o with { Weighting = v },
            "how much a sample counts by its distance",
            isQuirk: true
        ),
        Choice(
            "starting-samples",
            nameof(SomOptions.StartingSamples),
            o => o.StartingSamples,
            (o, v) => o with { StartingSamples = v },
            "how the starting samples are drawn",
            isQuirk: true
        ),
        Flag(
            "sigma-may-rise",
            nameof(SomOptions.SigmaMayRise),
            o => o.SigmaMayRise,
            (o, v) => o with { SigmaMayRise = v },
            "whether the width may rise with the map"
        ),
        Flag(
            "keep-convergence",
            nameof(SomOptions.KeepConvergence),
            o => o.KeepConvergence,
            (o, v) => o with { KeepConvergence = v },
            "whether convergence in the coarse phase holds in the fine phase"
        ),
        Flag(
            "idle-at-capacity",
            nameof(SomOptions.IdleAtCapacity),
            o => o.IdleAtCapacity,
            (o, v) => o with { IdleAtCapacity = v },
            "whether a full map stays in the coarse phase to its end"
        ),
        Number(
            "sparse-neighborhood-share",
            nameof(SomOptions.SparseNeighborhoodShare),
            o => o.SparseNeighborhoodShare,
            (o, v) => o with { SparseNeighborhoodShare = v },
            v => v is >= 0 and <= 1,
            "a number from 0 to 1",
            "below this share of pairs with h ≥ 1e-6 the others count as 0",
            isQuirk: true
        ),
    ];

    /// <summary>The name on the command line and in files: "sigma-end".</summary>
    public string Name { get; }

    /// <summary>The property of <see cref="SomOptions"/>: "SigmaEnd".</summary>
    public string Property { get; }

    /// <summary>What is valid, in words.</summary>
    public string Valid { get; }

    /// <summary>What the option does, in a line.</summary>
    public string Description { get; }

    /// <summary>Whether the option is one of the decisions in which the presets differ and that the command line does not offer.</summary>
    public bool IsQuirk { get; }

    /// <summary>The word for null, "auto" or "off"; null where the option always has a value.</summary>
    public string? NullWord { get; }

    /// <summary>The value as text: invariant, shortest that reads back the same.</summary>
    public string Format(SomOptions options) => ToJson(options) is { } value ? value.ToString() : NullWord!;

    /// <summary>Options with this one set from text.</summary>
    /// <exception cref="ArgumentException">The text is no such value, or the value is out of range.</exception>
    public SomOptions Parse(SomOptions options, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        SomOptions result;
        try
        {
            result = set(options, string.Equals(text, NullWord, StringComparison.OrdinalIgnoreCase) ? null : text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw Invalid(text);
        }
        Check(result);
        return result;
    }

    /// <summary>Checks this option alone.</summary>
    /// <exception cref="ArgumentException">The value is out of range.</exception>
    public void Check(SomOptions options)
    {
        if (!isValid(options))
            throw Invalid(Format(options));
    }

    /// <summary>The value as JSON: a number, a text, true or false; null for <see cref="NullWord"/>.</summary>
    public JsonNode? ToJson(SomOptions options) => get(options);

    internal SomOptions FromJson(SomOptions options, JsonNode? value) =>
        value is null && NullWord is null ? throw Invalid("null") : Parse(options, value is null ? NullWord! : value.ToString());

    private ArgumentException Invalid(string text) =>
        new($"{Name} is {text}; valid is {Valid}" + (NullWord is null ? "" : $", or {NullWord}"), Property);

    private static SomOption Number(
        string name,
        string property,
        Func<SomOptions, double> get,
        Func<SomOptions, double, SomOptions> set,
        Func<double, bool> valid,
        string range,
        string description,
        bool isQuirk = false
    ) =>
        new(
            name,
            property,
            range,
            description,
            isQuirk,
            null,
            o => Json(get(o)),
            (o, t) => set(o, ParseNumber(t!)),
            o => valid(get(o)) && double.IsFinite(get(o))
        );

    private static SomOption NullableNumber(
        string name,
        string property,
        Func<SomOptions, double?> get,
        Func<SomOptions, double?, SomOptions> set,
        Func<double, bool> valid,
        string range,
        string description,
        string nullWord = "auto"
    ) =>
        new(
            name,
            property,
            range,
            description,
            false,
            nullWord,
            o => get(o) is { } v ? Json(v) : null,
            (o, t) => set(o, t is null ? null : ParseNumber(t)),
            o => get(o) is not { } v || (valid(v) && double.IsFinite(v))
        );

    private static SomOption Integer(
        string name,
        string property,
        Func<SomOptions, int> get,
        Func<SomOptions, int, SomOptions> set,
        int least,
        string description
    ) =>
        new(
            name,
            property,
            $"a whole number of at least {least}",
            description,
            false,
            null,
            o => JsonValue.Create(get(o)),
            (o, t) => set(o, ParseInteger(t!)),
            o => get(o) >= least
        );

    private static SomOption NullableInteger(
        string name,
        string property,
        Func<SomOptions, int?> get,
        Func<SomOptions, int?, SomOptions> set,
        int least,
        int greatest,
        string description,
        string nullWord = "auto",
        bool isQuirk = false
    ) =>
        new(
            name,
            property,
            greatest == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {greatest}",
            description,
            isQuirk,
            nullWord,
            o => get(o) is { } v ? JsonValue.Create(v) : null,
            (o, t) => set(o, t is null ? null : ParseInteger(t)),
            o => get(o) is not { } v || (v >= least && v <= greatest)
        );

    private static SomOption Choice<T>(
        string name,
        string property,
        Func<SomOptions, T> get,
        Func<SomOptions, T, SomOptions> set,
        string description,
        bool isQuirk = false
    )
        where T : class, INamed<T> =>
        new(
            name,
            property,
            $"one of {Named.List<T>()}",
            description,
            isQuirk,
            null,
            o => JsonValue.Create(get(o).Name),
            (o, t) => set(o, Named.Parse<T>(t!)),
            _ => true
        );

    private static SomOption Flag(
        string name,
        string property,
        Func<SomOptions, bool> get,
        Func<SomOptions, bool, SomOptions> set,
        string description
    ) =>
        new(
            name,
            property,
            "true or false",
            description,
            true,
            null,
            o => JsonValue.Create(get(o)),
            (o, t) => set(o, bool.Parse(t!)),
            _ => true
        );

    private static JsonValue? Json(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(Text.Of(value));

    private static double ParseNumber(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int ParseInteger(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
