using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Space;

/// <summary>
/// The transforms of features before scaling, by feature name. Other features are not transformed. Immutable; equal if names and
/// transforms are equal.
/// </summary>
/// <remarks>Features without names are addressed by their index from 0.</remarks>
/// <example>
/// <code>
/// var options = SomOptions.Default with { FeatureTransforms = FeatureTransforms.Parse("population=log, income=log") };
/// </code>
/// </example>
[JsonConverter(typeof(NamedEntriesJsonConverter<FeatureTransforms>))]
[TypeConverter(typeof(NamedEntriesTypeConverter<FeatureTransforms>))]
public sealed class FeatureTransforms : IEquatable<FeatureTransforms>, INamedEntries<FeatureTransforms>
{
    private readonly SortedDictionary<string, FeatureTransform> transforms = new(StringComparer.Ordinal);

    /// <summary>Creates transforms from pairs of names and transforms.</summary>
    /// <param name="transforms">The names with their transforms.</param>
    /// <exception cref="ArgumentException">A name is empty or repeated, or nothing is given.</exception>
    public FeatureTransforms(IEnumerable<KeyValuePair<string, FeatureTransform>> transforms)
    {
        ArgumentNullException.ThrowIfNull(transforms);
        foreach (var (name, transform) in transforms)
        {
            ArgumentNullException.ThrowIfNull(transform, nameof(transforms));
            if (string.IsNullOrWhiteSpace(name))
                throw new ArgumentException("the name of a feature is empty", nameof(transforms));
            if (!this.transforms.TryAdd(name, transform))
                throw new ArgumentException($"the feature '{name}' has two transforms", nameof(transforms));
        }
        if (this.transforms.Count == 0)
            throw new ArgumentException("no feature is named; at least one is needed", nameof(transforms));
    }

    /// <summary>The transforms by name, in ordinal order of the names.</summary>
    public IReadOnlyDictionary<string, FeatureTransform> Values => transforms;

    /// <summary>
    /// Parses a list such as <c>population=log, "a name, with a comma"=log</c>, or a JSON object such as <c>{"population": "log"}</c>.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentException">The text is not such a list, or a transform does not exist.</exception>
    public static FeatureTransforms Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.TrimStart().StartsWith('{'))
            return new FeatureTransforms(NamedEntries.Cut(text).Select(ParseEntry));
        try
        {
            using var json = JsonDocument.Parse(text);
            return Of(json.RootElement);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"the transforms of features are not valid JSON: {e.Message}", nameof(text), e);
        }
    }

    /// <summary>Returns the list that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Join(", ", transforms.Select(pair => $"{NamedEntries.Quoted(pair.Key)}={pair.Value.Name}"));

    /// <inheritdoc/>
    public bool Equals(FeatureTransforms? other) => other is not null && transforms.SequenceEqual(other.transforms);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as FeatureTransforms);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var pair in transforms)
            hash.Add(pair);
        return hash.ToHashCode();
    }

    /// <summary>An object with a text for each name.</summary>
    internal JsonObject ToJson() =>
        new(transforms.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)JsonValue.Create(pair.Value.Name))));

    /// <summary>Reads what <see cref="ToJson"/> made.</summary>
    internal static FeatureTransforms Of(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? Parse(json.GetString()!)
        : json.ValueKind == JsonValueKind.Object
            ? new FeatureTransforms(
                json.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, OfJson(property)))
            )
        : throw new ArgumentException("transforms of features must be an object with one transform per feature name");

    /// <summary>The transform of each feature that has one, by its place.</summary>
    /// <param name="names">The names of the features; null for their indices.</param>
    /// <param name="columns">The number of features.</param>
    /// <param name="unknown">A name that is not a feature, or null.</param>
    internal SortedDictionary<int, FeatureTransform> Resolve(IReadOnlyList<string>? names, int columns, out string? unknown)
    {
        var found = new SortedDictionary<int, FeatureTransform>();
        unknown = null;
        foreach (var (name, transform) in transforms)
        {
            int at = names is null
                ? int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place) && place < columns
                    ? place
                    : -1
                : names.ToList().IndexOf(name);
            if (at >= 0)
                found[at] = transform;
            else
                unknown ??= name;
        }
        return found;
    }

    /// <summary>The transforms of the columns that are trained on, by their names or by their places among them.</summary>
    /// <exception cref="OptionException">One of them is of a passive column.</exception>
    internal FeatureTransforms ActiveOf(FeatureDivision division) =>
        transforms.Keys.FirstOrDefault(division.IsPassive) is { } passive
            ? throw new OptionException(
                nameof(SomOptions.FeatureTransforms),
                of =>
                    $"{of(nameof(SomOptions.FeatureTransforms))} names '{passive}', which has the weight 0 and is not a feature that is trained on; leave out its transform or its weight"
            )
            : new(transforms.Select(pair => KeyValuePair.Create(division.ActiveName(pair.Key), pair.Value)));

    private static FeatureTransform OfJson(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.String
            ? OfName(property.Name, property.Value.GetString()!)
            : throw new ArgumentException($"the transform of '{property.Name}' is not a text");

    private static KeyValuePair<string, FeatureTransform> ParseEntry(string entry) =>
        NamedEntries.Divide(entry) is var (name, value)
            ? KeyValuePair.Create(name, OfName(name, value))
            : throw new ArgumentException(
                $"'{entry.Trim()}' is not a transform of a feature; valid is a name with one of {Named.NamesOf<FeatureTransform>()}, as in population=log"
            );

    private static FeatureTransform OfName(string name, string transform) =>
        FeatureTransform.All.FirstOrDefault(one => string.Equals(one.Name, transform, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException(
            $"the transform of '{name}' is '{transform}', which is not one of {Named.NamesOf<FeatureTransform>()}"
        );

    JsonObject INamedEntries<FeatureTransforms>.ToJson() => ToJson();

    static FeatureTransforms INamedEntries<FeatureTransforms>.Of(JsonElement json) => Of(json);
}
