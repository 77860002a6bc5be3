using System.Globalization;
using System.Text.Json.Nodes;
using Dbgsom.Rows;

namespace Dbgsom.Space;

/// <summary>Which columns of the samples a map is trained on, and which are passive because their weight is 0: it shows them only.</summary>
internal sealed class FeatureDivision
{
    private const string Entry = "passive_features";

    /// <param name="active">Places of the columns that are trained on, ascending.</param>
    /// <param name="passive">Places of the others, ascending.</param>
    /// <param name="names">The names of all columns; null where they have none.</param>
    public FeatureDivision(int[] active, int[] passive, IReadOnlyList<string>? names)
        : this(active, passive) => (ActiveNames, PassiveNames) = (Of(names, active), Of(names, passive));

    private FeatureDivision(int[] active, int[] passive) => (Active, Passive) = (active, passive);

    /// <summary>Places of the columns that are trained on, ascending.</summary>
    public int[] Active { get; }

    /// <summary>Places of the passive columns, ascending.</summary>
    public int[] Passive { get; }

    /// <summary>The names of the columns that are trained on, or null.</summary>
    public IReadOnlyList<string>? ActiveNames { get; private init; }

    /// <summary>The names of the passive columns, or null.</summary>
    public IReadOnlyList<string>? PassiveNames { get; private init; }

    /// <summary>Number of all columns.</summary>
    public int ColumnCount => Active.Length + Passive.Length;

    /// <summary>The names of all columns in the order of the samples, or null.</summary>
    public IReadOnlyList<string>? Names
    {
        get
        {
            if (ActiveNames is null || PassiveNames is null)
                return null;
            var names = new string[ColumnCount];
            foreach (var (i, place) in Active.Index())
                names[place] = ActiveNames[i];
            foreach (var (i, place) in Passive.Index())
                names[place] = PassiveNames[i];
            return names;
        }
    }

    /// <summary>Returns the name of a passive column, or its position if columns have no names.</summary>
    public string PassiveName(int index) => PassiveNames?[index] ?? Passive[index].ToString(CultureInfo.InvariantCulture);

    /// <summary>Returns the name of an option's column among the trained ones: without names, its position shifts.</summary>
    public string ActiveName(string name) =>
        PassiveNames is null
        && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
        && Array.IndexOf(Active, place) is >= 0 and var at
            ? at.ToString(CultureInfo.InvariantCulture)
            : name;

    /// <summary>True if a name in options is that of a passive column: its place where columns have no names.</summary>
    public bool IsPassive(string name) => Enumerable.Range(0, Passive.Length).Any(i => PassiveName(i) == name);

    /// <summary>The options as training sees them, which knows the active columns only.</summary>
    public static SomOptions Trained(FeatureDivision? division, SomOptions options) =>
        division is null
            ? options
            : options with
            {
                FeatureWeights = options.FeatureWeights?.ActiveOf(division),
                FeatureTransforms = options.FeatureTransforms?.ActiveOf(division),
            };

    /// <summary>True if these are the columns of some samples.</summary>
    public bool Fits(IReadOnlyList<string>? names, int columns) =>
        columns == ColumnCount && (names is null || Names is null || names.SequenceEqual(Names));

    /// <summary>Writes it to the JSON of a model or run file.</summary>
    public void Write(JsonObject json) =>
        json[Entry] = new JsonObject
        {
            ["columns"] = SetupEntries.Indices(Passive),
            ["names"] = SetupEntries.Names(PassiveNames),
        };

    /// <summary>Reads what <see cref="Write"/> wrote; null where there is nothing.</summary>
    /// <param name="json">The JSON of the file.</param>
    /// <param name="activeNames">The names of the columns that are trained on, or null.</param>
    /// <param name="active">The number of these.</param>
    public static FeatureDivision? Read(JsonFields json, IReadOnlyList<string>? activeNames, int active)
    {
        if (!json.Has(Entry))
            return null;
        var entry = json.Object(Entry);
        int[] passive = entry.Integers("columns");
        int columns = active + passive.Length;
        for (int i = 0; i < passive.Length; i++)
            if (passive[i] < 0 || passive[i] >= columns || (i > 0 && passive[i] <= passive[i - 1]))
                throw entry.Bad("columns", $"does not name different columns below {columns} in ascending order");
        string[]? names = entry.Has("names") ? entry.Strings("names") : null;
        if (
            passive.Length == 0
            || (names is null) != (activeNames is null)
            || (names?.Length ?? passive.Length) != passive.Length
        )
            throw entry.Bad("names", "are not one for each passive column");
        if (names is not null && names.Concat(activeNames!).Distinct(StringComparer.Ordinal).Count() < columns)
            throw entry.Bad("names", "are not all different, from each other and from those of the other features");
        return new FeatureDivision([.. Enumerable.Range(0, columns).Except(passive)], passive)
        {
            ActiveNames = activeNames,
            PassiveNames = names,
        };
    }

    private static string[]? Of(IReadOnlyList<string>? names, int[] places) =>
        names is null ? null : Array.ConvertAll(places, place => names[place]);
}
