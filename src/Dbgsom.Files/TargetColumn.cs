using System.Globalization;

namespace Dbgsom.Files;

/// <summary>A column of numbers that a map learns to predict.</summary>
public static class TargetColumn
{
    /// <summary>Reads the labels of samples as numbers.</summary>
    /// <param name="loaded">The samples; their label column is the target.</param>
    /// <param name="name">The name of the column, for messages.</param>
    /// <param name="options">The options that the files were read with: the separators of decimals and thousands.</param>
    /// <returns>One number per sample; NaN if it is missing.</returns>
    /// <exception cref="ArgumentException">No label column was read.</exception>
    /// <exception cref="InvalidDataException">A cell is not a finite number; the message names its position.</exception>
    public static double[] Read(LoadedData loaded, string name, DataFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(options);
        if (loaded.Labels is not { } texts)
            throw new ArgumentException("the samples have no column of labels", nameof(loaded));
        return [.. texts.Select((text, row) => Parse(text, row, loaded, name, options))];
    }

    private static double Parse(string text, int row, LoadedData loaded, string name, DataFileOptions options)
    {
        if (text.Length == 0)
            return double.NaN;
        string plain = text;
        if (options.Thousands is { } sign)
            plain = plain.Replace(sign.ToString(), "", StringComparison.Ordinal);
        if (options.DecimalComma)
            plain = plain.Replace(',', '.');
        return
            double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw new InvalidDataException(
                $"{loaded.PlaceOf(row) ?? $"row {row}"}, column '{name}': the target is '{text}'; valid is a number, or nothing where it is missing (--missing-text says which texts stand for that)"
            );
    }
}
