using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests;

public sealed class SomOptionsTests
{
    public static TheoryData<string, string> OutOfRange =>
        new()
        {
            { "lambda", "0" },
            { "lambda", "-1" },
            { "lambda", "NaN" },
            { "lambda", "Infinity" },
            { "lambda", "many" },
            { "target-neurons", "3" },
            { "max-neurons", "3" },
            { "max-neurons", "1000001" },
            { "epochs", "0" },
            { "epochs", "1.5" },
            { "sigma-start", "0" },
            { "sigma-end", "-0.1" },
            { "sigma-fine", "0" },
            { "decay", "slow" },
            { "neighborhood", "" },
            { "neighborhood-cutoff", "0.99" },
            { "cutgauss-phase", "coarse" },
            { "pointer-search", "on" },
            { "coarse-fraction", "0" },
            { "coarse-fraction", "1" },
            { "convergence-threshold", "0" },
            { "winner-stability", "-0.01" },
            { "winner-stability", "1.01" },
            { "smoothing-steps", "-1" },
            { "smoothing-steps", "1001" },
            { "smoothing-epsilon", "0" },
            { "smoothing-epsilon", "1.01" },
            { "growth-rule", "none" },
            { "seed", "-1" },
            { "seed", "4294967296" },
            { "scale", "log" },
            { "patience", "1" },
            { "sparse-neighborhood-share", "1.1" },
        };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void A_value_out_of_range_is_refused_by_name_value_and_what_is_valid(string name, string value)
    {
        var option = Option(name);
        var error = Assert.ThrowsAny<ArgumentException>(() => option.Parse(SomOptions.Default, value));
        string nothing = option.NullWord is null ? "" : ", or ";
        Assert.Equal($"{name} is {value}; valid is {option.Valid}{nothing}{option.NullWord}", SomOption.MessageOf(error));
        // A program knows it by its property.
        nothing += option.NullWord is null ? "" : "null";
        Assert.StartsWith(
            $"{option.Property} is {value}; valid is {option.Valid}{nothing} (",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(option.Property, error.ParamName);
    }

    public static TheoryData<string, string> AtTheEnds =>
        new()
        {
            { "target-neurons", "4" },
            { "max-neurons", "4" },
            { "max-neurons", "40000" },
            { "epochs", "1" },
            { "neighborhood-cutoff", "1" },
            { "winner-stability", "0" },
            { "winner-stability", "1" },
            { "winner-stability", "off" },
            { "smoothing-steps", "0" },
            { "smoothing-steps", "1000" },
            { "smoothing-epsilon", "1" },
            { "seed", "4294967295" },
            { "lambda", "5E-324" },
            { "lambda", "auto" },
        };

    [Theory]
    [MemberData(nameof(AtTheEnds))]
    public void A_value_at_the_end_of_its_range_is_taken(string name, string value) =>
        Assert.Equal(value, Option(name).Format(Option(name).Parse(SomOptions.Default, value)));

    [Fact]
    public void As_text_they_are_the_preset_and_what_differs()
    {
        Assert.Equal("default", SomOptions.Default.ToString());
        Assert.Equal(
            "reference, lambda 20.5, sigma-end 1",
            (SomOptions.Reference with { Lambda = 20.5, SigmaEnd = 1 }).ToString()
        );
    }

    [Fact]
    public void Values_that_do_not_go_together_are_refused()
    {
        Refused("lambda", SomOptions.Default with { Lambda = 10, TargetNeurons = 50 });
        Refused("target-neurons", SomOptions.Default with { MaxNeurons = 40, TargetNeurons = 50 });
        Refused("coarse-fraction", SomOptions.Default with { CoarseFraction = 0.5 });
        Refused("sigma-fine", SomOptions.Default with { SigmaFine = 1 });
        Refused("sigma-end", SomOptions.Default with { SigmaEnd = 2 });
        (SomOptions.Reference with { SigmaEnd = 2 }).Validate();
        Refused("decay is null", SomOptions.Default with { Decay = null! });
    }

    /// <summary>n = 100: 5·√100 = 50; 200 + 40·√50 = 482; with a Lambda 50 neurons and 500 epochs. Where growth only tends to a size, 1.25·50 = 62, and for 40 at most 40/1.25 = 32.</summary>
    [Fact]
    public void Defaults_that_depend_on_the_number_of_samples()
    {
        var plain = SomOptions.Default.Resolve(100);
        Assert.Equal((50, 50, 482, null), (plain.TargetNeurons, plain.MaxNeurons, plain.Epochs, plain.CoarseFraction));
        Assert.Equal((1000, 1000), (SomOptions.Default.Resolve(1e8).TargetNeurons, SomOptions.Default.Resolve(1e8).MaxNeurons));
        Assert.Equal(40, (SomOptions.Default with { MaxNeurons = 40 }).Resolve(100).TargetNeurons);
        Assert.Equal(4, (SomOptions.Default with { MaxNeurons = 4 }).Resolve(100).TargetNeurons);
        var tending = SomOptions.Default with { GrowthRule = GrowthRule.FirstBlockedStops };
        Assert.Equal((50, 62), (tending.Resolve(100).TargetNeurons, tending.Resolve(100).MaxNeurons));
        Assert.Equal(32, (tending with { MaxNeurons = 40 }).Resolve(100).TargetNeurons);
        var lambda = (SomOptions.Default with { Lambda = 10 }).Resolve(100);
        Assert.Equal((null, 50, 500, 0.5), (lambda.TargetNeurons, lambda.MaxNeurons, lambda.Epochs, lambda.CoarseFraction));
    }

    [Fact]
    public void Every_option_reads_what_it_writes_and_is_named_after_its_property()
    {
        foreach (var preset in new[] { SomOptions.Default, SomOptions.Reference })
        foreach (var option in SomOption.All)
        {
            Assert.Equal(preset, option.Parse(preset, option.Format(preset)));
            Assert.NotNull(typeof(SomOptions).GetProperty(option.Property));
            Assert.False(string.IsNullOrEmpty(option.Description));
        }
        Assert.Equal(SomOption.All.Count, SomOption.All.Select(option => option.Name).Distinct().Count());
        Assert.Equal(
            typeof(SomOptions).GetProperties().Where(p => p.CanWrite && p.SetMethod!.IsPublic).Select(p => p.Name).Order(),
            SomOption.All.Select(option => option.Property).Append(nameof(SomOptions.Preset)).Order()
        );
    }

    /// <summary>docs/options.md is printed from the list by bench/Dbgsom.Studies; here every row of it is held against the list.</summary>
    [Fact]
    public void The_page_of_options_is_current()
    {
        string[] rows =
        [
            .. File.ReadAllLines(RepositoryFolder.At("docs", "options.md"))
                .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
                .Skip(1),
        ];
        Assert.Equal(SomOption.All.Count, rows.Length);
        foreach (var (option, row) in SomOption.All.Zip(rows))
        {
            Assert.StartsWith($"| {option.Name}", row, StringComparison.Ordinal);
            foreach (
                string part in new[]
                {
                    option.Property,
                    option.Valid,
                    option.Format(SomOptions.Default),
                    option.Format(SomOptions.Reference),
                    option.Description,
                }
            )
                Assert.Contains(part, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_of_every_family_lead_back_to_their_member()
    {
        Check<Decay>();
        Check<Neighborhood>();
        Check<GrowthRule>();
        Check<Scaling>();
        Check<Metric>();
        Check<Weighting>();
        Check<PhaseScope>();
        Check<StartingSamples>();
        Assert.Contains(
            "gaussian, cutgauss",
            Assert.Throws<ArgumentException>(() => Named.Parse<Neighborhood>("box")).Message,
            StringComparison.Ordinal
        );
    }

    private static void Check<T>()
        where T : class, INamed<T>
    {
        foreach (var choice in T.All)
            Assert.Same(choice, Named.Parse<T>(choice.Name.ToUpperInvariant()));
    }

    private static SomOption Option(string name) => SomOption.All.Single(option => option.Name == name);

    private static void Refused(string name, SomOptions options) =>
        Assert.StartsWith(
            name,
            SomOption.MessageOf(Assert.ThrowsAny<ArgumentException>(options.Validate)),
            StringComparison.Ordinal
        );
}
