using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Space;

/// <summary>
/// The weights of features in distances: a weight w multiplies the term of the feature in the sum, as if the feature were present w
/// times. Features that are not named have weight 1. A feature of weight 0 is passive: the map shows it, see
/// <see cref="SomMap.PassiveFeatures"/>, but is not trained on it. Immutable; equal if names and weights are equal.
/// </summary>
/// <remarks>
/// A name that is not a feature itself, but has features such as <c>color=red</c> and <c>color=blue</c>, is a category variable. Its
/// features are then scaled together, so that any two categories are equally far apart, and the variable counts as one feature of
/// weight w. Features without names are addressed by their index from 0.
/// </remarks>
/// <example>
/// <code>
/// var options = SomOptions.Default with { FeatureWeights = FeatureWeights.Parse("age=2, color=1") };
/// </code>
/// </example>
[JsonConverter(typeof(NamedEntriesJsonConverter<FeatureWeights>))]
[TypeConverter(typeof(NamedEntriesTypeConverter<FeatureWeights>))]
public sealed class FeatureWeights : IEquatable<FeatureWeights>, INamedEntries<FeatureWeights>
{
    /// <summary>How the name of a feature ends that is the sine of a place on a circle; the feature behind it is the cosine.</summary>
    internal const string SineEnd = "=sin";

    /// <summary>How the name of the cosine ends.</summary>
    internal const string CosineEnd = "=cos";

    private readonly SortedDictionary<string, double> weights = new(StringComparer.Ordinal);

    /// <summary>Creates weights from pairs of names and weights.</summary>
    /// <param name="weights">The names with finite weights of at least 0.</param>
    /// <exception cref="ArgumentException">A weight is out of range, a name is empty or repeated, or nothing is given.</exception>
    public FeatureWeights(IEnumerable<KeyValuePair<string, double>> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (var (name, weight) in weights)
        {
            if (string.IsNullOrWhiteSpace(name))
                throw new ArgumentException("the name of a feature is empty", nameof(weights));
            if (!(weight >= 0) || !double.IsFinite(weight))
                throw new ArgumentException(
                    Text.Of($"the weight of '{name}' is {weight}; valid is a number of at least 0"),
                    nameof(weights)
                );
            // −0 is written as 0.
            if (!this.weights.TryAdd(name, weight + 0.0))
                throw new ArgumentException($"the feature '{name}' has two weights", nameof(weights));
        }
        if (this.weights.Count == 0)
            throw new ArgumentException("no feature is named; at least one is needed", nameof(weights));
    }

    /// <summary>The weights by name, in ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, double> Values => weights;

    /// <summary>Parses a list such as <c>age=2, "a name, with a comma"=0.5</c>, or a JSON object such as <c>{"age": 2}</c>.</summary>
    /// <param name="text">The text, with decimal points.</param>
    /// <exception cref="ArgumentException">The text is not such a list, or a weight is out of range.</exception>
    public static FeatureWeights Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.TrimStart().StartsWith('{') ? OfJson(text) : new FeatureWeights(NamedEntries.Cut(text).Select(ParseEntry));
    }

    /// <summary>Returns the culture-invariant list that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Join(", ", weights.Select(pair => Text.Of($"{NamedEntries.Quoted(pair.Key)}={pair.Value}")));

    /// <inheritdoc/>
    public bool Equals(FeatureWeights? other) => other is not null && weights.SequenceEqual(other.weights);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureWeights);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in weights)
            hash.Add(pair);
        return hash.ToHashCode();
    }

    /// <summary>An object with a number for each name.</summary>
    internal JsonObject ToJson() =>
        new(weights.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value))));

    /// <summary>Reads what <see cref="ToJson"/> made.</summary>
    internal static FeatureWeights Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? Parse(json.GetString()!)
        : json.ValueKind == JsonValueKind.Object
            ? new FeatureWeights(json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, Number(property))))
        : throw new ArgumentException("weights of features must be an object with one number per feature name");

    /// <summary>Resolves the weights to features.</summary>
    /// <param name="names">The names of the features; null for their indices.</param>
    /// <param name="columns">The number of features.</param>
    /// <param name="unknown">A name that is not a feature, or null.</param>
    internal WeightedFeature[] Resolve(IReadOnlyList<string>? names, int columns, out string? unknown)
    {
        string[] all = names is null
            ? [.. Enumerable.Range(0, columns).Select(c => c.ToString(CultureInfo.InvariantCulture))]
            : [.. names];
        var features = new WeightedFeature[columns];
        Array.Fill(features, new WeightedFeature(1, null));
        unknown = null;
        foreach (var (name, weight) in weights)
        {
            int at = Array.IndexOf(all, name);
            int[] categories = at >= 0 ? [] : [.. Enumerable.Range(0, columns).Where(c => IsCategoryOf(name, all[c]))];
            if (at >= 0)
                features[at] = new WeightedFeature(weight, null);
            else if (categories.Length == 0)
                unknown ??= name;
            foreach (int c in categories)
                features[c] = new WeightedFeature(weight, categories, name);
        }
        return features;
    }

    /// <summary>How much each feature counts beside the others where values are missing: its weight, or its part of the weight of its variable.</summary>
    /// <inheritdoc cref="Resolve"/>
    internal double[] SharesOf(IReadOnlyList<string>? names, int columns) =>
        Array.ConvertAll(
            Resolve(names, columns, out _),
            feature => feature.Variable is { } variable ? feature.Weight / variable.Length : feature.Weight
        );

    /// <summary>Which columns have a weight above 0 and which are passive; null where all have.</summary>
    /// <param name="names">The names of the columns; null for their indices.</param>
    /// <param name="columns">The number of columns.</param>
    /// <exception cref="OptionException">A name is that of no feature, or all features have the weight 0.</exception>
    internal FeatureDivision? Divide(IReadOnlyList<string>? names, int columns)
    {
        if (!weights.ContainsValue(0))
            return null;
        var features = Resolve(names, columns, out string? unknown);
        WeightedFeatures.RefuseUnknown(unknown, names, columns);
        var division = new FeatureDivision(
            [.. Enumerable.Range(0, columns).Where(c => features[c].Weight > 0)],
            [.. Enumerable.Range(0, columns).Where(c => features[c].Weight == 0)],
            names
        );
        return division.Active.Length > 0
            ? division
            : throw new OptionException(
                nameof(SomOptions.FeatureWeights),
                of =>
                    $"{of(nameof(SomOptions.FeatureWeights))} gives the weight 0 to every feature ({WeightedFeatures.Shown(names, columns)}); at least one needs a weight above 0"
            );
    }

    /// <summary>The weights of the columns that are trained on, by their names or by their places among them; null where none has one.</summary>
    internal FeatureWeights? ActiveOf(FeatureDivision division)
    {
        KeyValuePair<string, double>[] active =
        [
            .. weights
                .Where(pair => pair.Value > 0)
                .Select(pair => KeyValuePair.Create(division.ActiveName(pair.Key), pair.Value)),
        ];
        return active.Length == 0 ? null : new FeatureWeights(active);
    }

    private static FeatureWeights OfJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return Of(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the weights of features are not valid JSON: {e.Message}", nameof(text), e);
        }
    }

    /// <summary>For each feature the first one of its variable, or itself; null where no feature is a category.</summary>
    /// <inheritdoc cref="Resolve"/>
    internal int[]? VariablesOf(IReadOnlyList<string>? names, int columns)
    {
        var features = Resolve(names, columns, out _);
        return Array.Exists(features, feature => feature.Variable is not null)
            ? [.. features.Select((feature, f) => feature.Variable is { } variable ? variable[0] : f)]
            : null;
    }

    private static bool IsCategoryOf(string variable, string feature) =>
        feature.Length > variable.Length
        && feature[variable.Length] == '='
        && feature.StartsWith(variable, StringComparison.Ordinal);

    private static double Number(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Number
            ? property.Value.GetDouble()
            : throw new ArgumentException($"the weight of '{property.Name}' is not a number");

    private static KeyValuePair<string, double> ParseEntry(string entry) =>
        NamedEntries.Divide(entry) is var (name, value)
        && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double weight)
            ? KeyValuePair.Create(name, weight)
            : throw new ArgumentException(
                $"'{entry.Trim()}' is not a weight of a feature; valid is a name with a number, as in age=2"
            );

    JsonObject INamedEntries<FeatureWeights>.ToJson() => ToJson();

    static FeatureWeights INamedEntries<FeatureWeights>.Of(JsonElement json) => Of(json);
}

/// <summary>The weight of one feature.</summary>
/// <param name="Weight">The weight of the feature, or of its variable.</param>
/// <param name="Variable">All features of the variable whose categories they are; null for a feature by itself.</param>
/// <param name="VariableName">The name of the variable; null for a single feature.</param>
internal readonly record struct WeightedFeature(double Weight, int[]? Variable, string? VariableName = null);
