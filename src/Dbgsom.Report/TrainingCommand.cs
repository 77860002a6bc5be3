using Dbgsom.Options;
using Dbgsom.Space;

namespace Dbgsom.Report;

/// <summary>The command that trains a map, or makes it of given weights, again, for a POSIX shell.</summary>
internal static class TrainingCommand
{
    public static string Of(SomMap map, ReportOptions options)
    {
        if (map.Training.Epochs == 0 && map.Options.Grid is not null)
            return Import(map, options);
        var preset = SomOptions.FromPreset(map.Options.Preset);
        var words = new List<string> { "dbgsom", "train" };
        words.AddRange(options.DataNames.Count == 0 ? ["DATA"] : options.DataNames.Select(name => Quoted(File(name))));
        words.AddRange(options.DataWords.Select(Quoted));
        words.AddRange(["--output", Quoted(File(options.ModelName ?? "map.som.npz"))]);
        if (map.Options.Preset != SomOptions.Default.Preset)
            words.AddRange(["--preset", map.Options.Preset]);
        foreach (var option in SomOption.All.Where(option => !option.IsQuirk))
            if (option.Format(map.Options) != option.Format(preset))
                words.AddRange(["--" + option.Name, Quoted(option.Format(map.Options))]);
        // A column of categories counts as one feature unless something else is said.
        foreach (var one in map.Options.FeatureWeights?.Values ?? new Dictionary<string, double>())
            if (one.Value != 1 || map.FeatureNames?.Contains(one.Key) != false)
                words.AddRange(["--weight", Quoted(new FeatureWeights([one]).ToString())]);
        foreach (var one in map.Options.FeatureTransforms?.Values ?? new Dictionary<string, FeatureTransform>())
            words.AddRange(["--transform", Quoted(new FeatureTransforms([one]).ToString())]);
        if (map.Classes is not null)
            words.Add("--classify");
        if (map.Classes is not null && options.DataWords.Count == 0)
            words.Add("--label-column" + Value(options.Labels is null ? "COLUMN" : options.LabelName));
        return string.Join(" ", words);
    }

    private static string Import(SomMap map, ReportOptions options)
    {
        var words = new List<string> { "dbgsom", "import", "CODEBOOK" };
        if (map.HasTrainingSamples)
            words.Add("DATA");
        words.AddRange(["--output", Quoted(File(options.ModelName ?? "map.som.npz"))]);
        foreach (var option in SomOption.All.Where(option => option.Name is "grid" or "topology" or "boundary" or "metric"))
            if (option.Format(map.Options) != option.Format(SomOptions.Default))
                words.AddRange(["--" + option.Name, Quoted(option.Format(map.Options))]);
        return string.Join(" ", words);
    }

    /// <summary>A file whose name starts like an option is named by its folder, too; "-" alone is standard input.</summary>
    private static string File(string name) => name.Length > 1 && name[0] == '-' ? "./" + name : name;

    /// <summary>The value of an option, joined to it where it starts like another.</summary>
    private static string Value(string value) => (value.StartsWith('-') ? "=" : " ") + Quoted(value);

    /// <summary>A word of a shell's: as it is where that is safe, else between single quotes.</summary>
    private static string Quoted(string word) =>
        word.Length > 0
        && word.All(letter => char.IsAsciiLetterOrDigit(letter) || "._-/+=:,@%".Contains(letter, StringComparison.Ordinal))
            ? word
            : "'" + word.Replace("'", "'\\''", StringComparison.Ordinal) + "'";
}
