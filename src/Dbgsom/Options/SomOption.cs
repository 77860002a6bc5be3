using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dbgsom.Naming;

namespace Dbgsom.Options;

/// <summary>
/// For tools that offer options by name: one option of <see cref="SomOptions"/>, with its name, range and meaning. Programs set the
/// properties of <see cref="SomOptions"/>; the command line, model files, documentation and contract tests read <see cref="All"/>.
/// </summary>
public sealed partial class SomOption
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

    /// <summary>The name on the command line and in files, such as "sigma-end".</summary>
    public string Name { get; }

    /// <summary>The property of <see cref="SomOptions"/>, such as "SigmaEnd".</summary>
    public string Property { get; }

    /// <summary>The valid values, in words.</summary>
    public string Valid { get; }

    /// <summary>A one-line description of the option.</summary>
    public string Description { get; }

    /// <summary>True if the option is an internal decision in which the presets differ and that the command line does not offer.</summary>
    public bool IsQuirk { get; }

    /// <summary>The value as text where that is not its JSON.</summary>
    private Func<SomOptions, string?>? Written { get; init; }

    /// <summary>True if files name the option only where it is set.</summary>
    internal bool IsRare { get; private init; }

    /// <summary>The value at which files do not name the option, which is that of files from before there was a choice; null for none.</summary>
    internal string? Unwritten { get; private init; }

    /// <summary>True if the option is Boolean: on the command line its name alone sets it to true.</summary>
    public bool IsFlag { get; private init; }

    /// <summary>The word for null, "auto" or "off"; null if the option always has a value.</summary>
    public string? NullWord { get; }

    /// <summary>
    /// Returns the message of an exception for the users of a tool, with the <see cref="Name"/> of options instead of the property.
    /// </summary>
    /// <param name="exception">Any exception.</param>
    public static string MessageOf(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return exception switch
        {
            OptionException refused => refused.In(property => Of(property).Name),
            RowException refused => refused.In(null, property => Of(property).Name),
            _ => exception.Message,
        };
    }

    /// <summary>The option of a property.</summary>
    internal static SomOption Of(string property) => All.First(option => option.Property == property);

    /// <summary>Formats the value as culture-invariant text, the shortest that parses to the same value.</summary>
    public string Format(SomOptions options) =>
        Written?.Invoke(options) ?? (ToJson(options) is { } value ? value.ToString() : NullWord ?? "null");

    /// <summary>Returns the options with this one set from text.</summary>
    /// <exception cref="ArgumentException">The text is invalid, or the value is out of range.</exception>
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

    /// <summary>Returns the value as JSON: a number, a text, true or false; null for <see cref="NullWord"/>.</summary>
    public JsonNode? ToJson(SomOptions options) => get(options);

    internal SomOptions FromJson(SomOptions options, JsonNode? value) =>
        value is null && NullWord is null ? throw Invalid("null") : Parse(options, value is null ? NullWord! : value.ToString());

    private OptionException Invalid(string text) =>
        new(
            Property,
            of =>
            {
                // In a program nothing is said by null, on a command line by a word.
                string call = of(Property);
                string? none = NullWord is null || call == Name ? NullWord : "null";
                string shown = text == NullWord ? none! : text;
                return $"{call} is {shown}; valid is {Valid}" + (none is null ? "" : $", or {none}");
            }
        );

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
        string nullWord = "auto",
        bool isRare = false
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
        )
        {
            IsRare = isRare,
        };

    private static SomOption Integer(
        string name,
        string property,
        Func<SomOptions, int> get,
        Func<SomOptions, int, SomOptions> set,
        int least,
        string description,
        int greatest = int.MaxValue
    ) =>
        new(
            name,
            property,
            WholeNumbers(least, greatest),
            description,
            false,
            null,
            o => JsonValue.Create(get(o)),
            (o, t) => set(o, ParseInteger(t!)),
            o => get(o) >= least && get(o) <= greatest
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
            WholeNumbers(least, greatest),
            description,
            isQuirk,
            nullWord,
            o => get(o) is { } v ? JsonValue.Create(v) : null,
            (o, t) => set(o, t is null ? null : ParseInteger(t)),
            o => get(o) is not { } v || (v >= least && v <= greatest)
        );

    private static string WholeNumbers(int least, int greatest) =>
        greatest == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {greatest}";

    private static SomOption Choice<T>(
        string name,
        string property,
        Func<SomOptions, T> get,
        Func<SomOptions, T, SomOptions> set,
        string description,
        bool isQuirk = false,
        T? unwritten = null
    )
        where T : class, INamed<T> =>
        new(
            name,
            property,
            $"one of {Named.NamesOf<T>()}",
            description,
            isQuirk,
            null,
            o => get(o) is { } choice ? JsonValue.Create(choice.Name) : null,
            (o, t) => set(o, Named.Parse<T>(t!)),
            o => get(o) is not null
        )
        {
            Unwritten = unwritten?.Name,
        };

    private static SomOption Flag(
        string name,
        string property,
        Func<SomOptions, bool> get,
        Func<SomOptions, bool, SomOptions> set,
        string description,
        bool isQuirk = false
    ) =>
        new(
            name,
            property,
            "true or false",
            description,
            isQuirk,
            null,
            o => JsonValue.Create(get(o)),
            (o, t) => set(o, bool.Parse(t!)),
            _ => true
        )
        {
            IsFlag = true,
        };

    private static JsonValue? Json(double value) =>
        double.IsFinite(value) ? JsonValue.Create(value) : JsonValue.Create(Text.Of(value));

    private static double ParseNumber(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static int ParseInteger(string text) => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
}
