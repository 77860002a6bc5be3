using System.Text.Json.Nodes;
using Dbgsom.Naming;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>Entries that model and run files share: format version, scaler, feature names.</summary>
internal static class SetupEntries
{
    private const int Major = 1;
    private const int Minor = 2;

    public static JsonObject Format(string kind) =>
        new()
        {
            ["kind"] = kind,
            ["major"] = Major,
            ["minor"] = Minor,
        };

    public static void CheckFormat(ArchiveReader archive, JsonFields json, string kind)
    {
        var format = json.Object("format");
        if (format.String("kind") != kind)
            throw archive.Bad($"this is a {format.String("kind")} file; a {kind} file is needed");
        if (format.Integer("major") != Major)
            throw archive.Bad($"the file has format version {format.Integer("major")}; this library reads version {Major}");
    }

    /// <summary>Refuses weights that are not such as the metric compares.</summary>
    public static void CheckWeights(ArchiveReader archive, string name, Metric metric, ReadOnlySpan<double> weights, int columns)
    {
        for (int neuron = 0; neuron < weights.Length / columns; neuron++)
            if (!metric.IsNormal(weights.Slice(neuron * columns, columns)))
                throw archive.Bad($"row {neuron} of '{name}' has not the length 1 that the metric {metric} gives it");
    }

    public static JsonNode? Names(IReadOnlyList<string>? names) =>
        names is null ? null : new JsonArray([.. names.Select(name => (JsonNode)name!)]);

    public static IReadOnlyList<string>? ReadNames(JsonFields json, int columns)
    {
        if (!json.Has("feature_names"))
            return null;
        string[] names = json.Strings("feature_names");
        if (Array.Exists(names, string.IsNullOrWhiteSpace))
            throw json.Bad("feature_names", $"has an empty name at {Array.FindIndex(names, string.IsNullOrWhiteSpace)}");
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw json.Bad("feature_names", $"has '{twice.Key}' {twice.Count()} times; names are different");
        return names.Length == columns
            ? Array.AsReadOnly(names)
            : throw json.Bad("feature_names", $"has {names.Length} names for {columns} features");
    }

    /// <summary>The classes with their type, or null.</summary>
    public static JsonNode? Classes(ClassList? classes) =>
        classes is null ? null : new JsonObject { ["type"] = classes.Kind.ToString(), ["names"] = Names(classes.Names) };

    public static ClassList? ReadClasses(JsonFields json)
    {
        if (!json.Has("classes"))
            return null;
        var classes = json.Object("classes");
        var kind = classes.Enumeration<ClassKind>("type");
        try
        {
            return new ClassList(kind, classes.Strings("names")).Checked();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException)
        {
            throw classes.Bad("names", $"are not classes of type {kind}: {e.Message}");
        }
    }

    /// <summary>How many samples of each class each neuron won, row-major.</summary>
    public static double[] ReadClassMass(ArchiveReader archive, int neurons, int classes)
    {
        var masses = archive.Matrix("class_mass.npy", neurons, classes).Values;
        int at = Array.FindIndex(masses, mass => mass < 0);
        if (at >= 0)
            throw archive.Bad(
                Text.Of($"'class_mass.npy' holds {masses[at]} in row {at / classes}, column {at % classes}; valid is at least 0")
            );
        return Array.Exists(masses, mass => mass > 0) ? masses : throw archive.Bad("'class_mass.npy' counts no sample at all");
    }

    public static void WriteScaler(ArchiveWriter archive, Scaler? scaler)
    {
        if (scaler is null)
            return;
        archive.Vector<double>("scaler_offset.npy", [.. scaler.Offset]);
        archive.Vector<double>("scaler_divisor.npy", [.. scaler.Divisor]);
    }

    public static Scaler? ReadScaler(ArchiveReader archive, Scaling scaling, int columns, IReadOnlyList<int> constantColumns)
    {
        // Weights of features scale, too.
        if (scaling == Scaling.None && !archive.Has("scaler_divisor.npy"))
            return null;
        var divisor = archive.Vector("scaler_divisor.npy", columns);
        if (!Array.TrueForAll(divisor, value => value > 0))
            throw archive.Bad("'scaler_divisor.npy' holds a number that is not above 0");
        return scaling.Restore(archive.Vector("scaler_offset.npy", columns), divisor, constantColumns);
    }

    public static JsonArray Indices(IReadOnlyList<int> indices) =>
        new([.. indices.Select(index => (JsonNode)JsonValue.Create(index))]);

    public static IReadOnlyList<int> ReadIndices(JsonFields json, string name, int below)
    {
        int[] indices = json.Integers(name);
        if (!Array.TrueForAll(indices, index => index >= 0 && index < below))
            throw json.Bad(name, $"names a column beyond {below - 1}");
        return indices.Distinct().Count() == indices.Length
            ? Array.AsReadOnly(indices)
            : throw json.Bad(name, "names a column twice");
    }
}
