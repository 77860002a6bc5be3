using System.ComponentModel;
using System.Text;
using System.Text.Json;
using Dbgsom.Classification;
using Dbgsom.Rows;
using Dbgsom.Space;
using Dbgsom.Training;
using Dbgsom.Training.Growth;
using Microsoft.Extensions.Configuration;

namespace Dbgsom.Tests;

/// <summary>Options go through <see cref="JsonSerializer"/> and configuration and come back the same.</summary>
public sealed class OptionsSerializationTests
{
    private static readonly SomOptions Changed = SomOptions.Default with
    {
        Lambda = 15.8,
        SigmaEnd = null,
        Metric = Metric.Cosine,
        Scaling = Scaling.MinMax,
        Neighborhood = Neighborhood.CutGaussian,
        Decay = Decay.Linear,
        GrowthCriterion = GrowthCriterion.Entropy,
        ClassVote = ClassVote.Winner,
        Weighting = Weighting.Uniform,
        Seed = uint.MaxValue,
        VerticalGrowth = true,
        MaxDepth = 3,
    };

    public static TheoryData<string> Presets() => ["default", "reference", "changed"];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Options_survive_the_serializer(string name)
    {
        var options = Find(name);
        string json = JsonSerializer.Serialize(options);
        Assert.Equal(options, JsonSerializer.Deserialize<SomOptions>(json));
    }

    [Theory]
    [MemberData(nameof(Presets))]
    public void Options_survive_configuration(string name)
    {
        var options = Find(name);
        var json = new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Som": {{JsonSerializer.Serialize(options)}}}"""));
        var configuration = new ConfigurationBuilder().AddJsonStream(json).Build();
        Assert.Equal(options, configuration.GetSection("Som").Get<SomOptions>());
    }

    [Fact]
    public void A_choice_is_written_as_its_name()
    {
        Assert.Equal("\"cosine\"", JsonSerializer.Serialize(Metric.Cosine));
        Assert.Same(Metric.Cosine, JsonSerializer.Deserialize<Metric>("\"Cosine\""));
        Assert.Equal("cosine", TypeDescriptor.GetConverter(typeof(Metric)).ConvertToInvariantString(Metric.Cosine));
    }

    [Theory]
    [InlineData("\"hamming\"", "'hamming' is not one of euclidean, cosine")]
    [InlineData("3", "one of euclidean, cosine")]
    public void Another_name_is_refused_with_those_that_exist(string json, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Metric>(json)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_unknown_preset_is_refused() =>
        Assert.Contains(
            "'best'",
            Assert.Throws<ArgumentException>(() => new SomOptions { Preset = "best" }).Message,
            StringComparison.Ordinal
        );

    private static SomOptions Find(string name) => name == "changed" ? Changed : SomOptions.FromPreset(name);
}
