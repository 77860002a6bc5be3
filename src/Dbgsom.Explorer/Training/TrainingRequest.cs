using Dbgsom.Files;
using Dbgsom.Naming;
using Dbgsom.Options;
using Dbgsom.Rows;
using Dbgsom.Training.Growth;

namespace Dbgsom.Explorer.Training;

/// <summary>A request of the page to train a map.</summary>
internal sealed record TrainingRequest
{
    /// <summary>Id of a file of the list.</summary>
    public string? File { get; init; }

    /// <summary>Name of an array of an archive.</summary>
    public string? Array { get; init; }

    /// <summary>How a text file writes characters, by <see cref="TextEncoding.Name"/>; null for the default.</summary>
    public string? Encoding { get; init; }

    /// <summary>Whether a text file has a header, by <see cref="HeaderMode.Name"/>; null for the default.</summary>
    public string? Header { get; init; }

    /// <summary>The chosen uses of columns, by their names and <see cref="ColumnUse.Name"/>; null for the proposed uses.</summary>
    public IReadOnlyDictionary<string, string>? Uses { get; init; }

    /// <summary>
    /// The lists that some uses need, by column: the categories of a column used as <see cref="ColumnUse.Ordinal"/> in ascending order,
    /// separated by commas, or the parts of one used as <see cref="ColumnUse.Date"/>; null for the proposals of the page.
    /// </summary>
    public IReadOnlyDictionary<string, string>? Lists { get; init; }

    /// <summary>True if the labels are classes to be learned.</summary>
    public bool Classify { get; init; }

    /// <summary>The preset that the options are based on.</summary>
    public string? Preset { get; init; }

    /// <summary>Values of options as text, by <see cref="SomOption.Name"/>; null for none.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>True if epochs follow one another as fast as they can.</summary>
    public bool FullSpeed { get; init; }

    /// <summary>The options, checked.</summary>
    /// <exception cref="ArgumentException">An option does not exist, is not for the page, or has a value that is not valid.</exception>
    public SomOptions ToOptions()
    {
        _ = Reading;
        var result = SomOptions.FromPreset(Preset ?? SomOptions.Default.Preset);
        // A size of map and a lambda say the same thing twice: the one that was asked for replaces the preset's.
        var given = Options ?? new Dictionary<string, string>();
        if (given.ContainsKey("target-neurons") && !given.ContainsKey("lambda"))
            result = result with { Lambda = null };
        foreach (var (name, text) in given)
        {
            var option =
                Offered.FirstOrDefault(option => option.Name == name)
                ?? throw new ArgumentException(
                    $"unknown option '{name}'; valid is {string.Join(", ", Offered.Select(o => o.Name))}"
                );
            result = option.Parse(result, text ?? throw new ArgumentException($"{name} has no value; valid is {option.Valid}"));
        }
        result.Validate();
        if (!Classify && result.GrowthCriterion == GrowthCriterion.Entropy)
            throw new ArgumentException(
                $"growth-criterion {result.GrowthCriterion.Name} needs classes: choose a label column and learn its classes"
            );
        return result;
    }

    /// <summary>How the file is read, whatever its columns are used as.</summary>
    /// <exception cref="ArgumentException">There is no such encoding or header.</exception>
    public DataFileOptions Reading =>
        new()
        {
            ArrayName = Array,
            Encoding = string.IsNullOrEmpty(Encoding) ? TextEncoding.Utf8 : Named.Parse<TextEncoding>(Encoding),
            Header = string.IsNullOrEmpty(Header) ? HeaderMode.Auto : Named.Parse<HeaderMode>(Header),
        };

    /// <summary>The options a person sets.</summary>
    public static IEnumerable<SomOption> Offered => SomOption.All.Where(option => !option.IsQuirk);
}
