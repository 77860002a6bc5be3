using Dbgsom.Options;
using Dbgsom.Training.Growth;

namespace Dbgsom.Tests.Contracts;

/// <summary>Every option at both ends of its range and just beyond, by the list of options alone.</summary>
public sealed class OptionRangeTests
{
    // Enough to start, to grow and to say what is wrong; a map that may have 40,000 neurons would go on for hours.
    private const int MostEpochs = 12;

    public static TheoryData<string> Options => [.. SomOption.All.Select(option => option.Name)];

    [Theory]
    [MemberData(nameof(Options))]
    public void The_ends_are_taken_and_what_is_beyond_is_refused_by_name(string name)
    {
        var option = SomOption.All.Single(option => option.Name == name);
        var values = OptionValues.Of(option);
        foreach (var preset in new[] { SomOptions.Default, SomOptions.Reference })
        {
            foreach (string value in values.Ends.Concat(values.Within))
                Assert.Equal(value, option.Format(option.Parse(preset, value)));
            foreach (string value in values.Beyond)
            {
                var error = Assert.ThrowsAny<ArgumentException>(() => option.Parse(preset, value));
                string orNull = option.NullWord is null ? "" : $", or {option.NullWord}";
                Assert.Equal($"{name} is {value}; valid is {option.Valid}{orNull}", SomOption.MessageOf(error));
                Assert.Equal(option.Property, error.ParamName);
            }
            Assert.Equal(option.NullWord is null, Refuses(() => option.FromJson(preset, null)));
            if (option.NullWord is { } word)
                Assert.Null(option.ToJson(option.Parse(preset, word.ToUpperInvariant())));
        }
    }

    /// <summary>
    /// What is refused as text is refused as a property too, before any work; and what is taken is trained with, if the whole of the
    /// options is, without a number that is none.
    /// </summary>
    [Theory]
    [MemberData(nameof(Options))]
    public void At_the_ends_of_its_range_a_map_is_trained(string name)
    {
        var option = SomOption.All.Single(option => option.Name == name);
        int trained = 0;
        foreach (
            var variant in Variant
                .All.Where(variant => variant.Options.Seed == 3)
                .DistinctBy(v => (v.Estimator, v.Options.Preset))
        )
        foreach (string value in Quick(option))
        {
            var options = option.Parse(variant.Options, value);
            if (Refuses(options.Validate))
            {
                Assert.True(Refuses(() => variant.Estimator.Fit(variant.Request() with { Options = options })));
                continue;
            }
            if (options.GrowthCriterion.NeedsLabels && !variant.Estimator.HasLabels)
                continue;
            var request = variant.Request() with { Options = options with { Epochs = options.Epochs is 1 ? 1 : MostEpochs } };
            // A growing threshold that is not a finite number is known only with the data.
            if (Record.Exception(() => variant.Estimator.Fit(request)) is ArgumentException refused)
            {
                Assert.StartsWith($"{name} is {value}; ", SomOption.MessageOf(refused), StringComparison.Ordinal);
                continue;
            }
            var map = variant.Estimator.Fit(request);
            trained++;
            Assert.All(map.Weights.Values.ToArray(), weight => Assert.True(double.IsFinite(weight)));
            Assert.All(map.ToTable().Columns.SelectMany(column => column.Values), number => Assert.True(double.IsFinite(number)));
            Assert.InRange(map.Neurons.Count, 4, Math.Max(24, map.EffectiveOptions.MaxNeurons!.Value + (4 * 24)));
        }
        Assert.True(trained > 0);
    }

    /// <summary>A number of steps has an end that no one would wait for.</summary>
    private static IEnumerable<string> Quick(SomOption option) =>
        OptionValues.Of(option).Ends.Concat(OptionValues.Of(option).Within).Where(value => value != $"{int.MaxValue}");

    private static bool Refuses(Action action) => Record.Exception(action) is ArgumentException;
}
