namespace Dbgsom.Files;

/// <summary>Finds training options that name a column that is not a feature, with the reason.</summary>
internal static class NamedByOptions
{
    /// <summary>The error; null where every name is that of a feature, or of nothing in the table.</summary>
    /// <param name="file">The table as messages name it.</param>
    /// <param name="plan">The plan of its columns.</param>
    /// <param name="options">The options.</param>
    public static InvalidDataException? Error(string file, TablePlan plan, SomOptions options)
    {
        var named = (options.FeatureWeights?.Values.Keys ?? [])
            .Select(name => (Name: name, Option: "--weight"))
            .Concat((options.FeatureTransforms?.Values.Keys ?? []).Select(name => (Name: name, Option: "--transform")));
        foreach (var (name, option) in named)
            if (plan.Columns.FirstOrDefault(column => column.Name == name) is { Use.IsFeature: false } column)
                return DataPart.Bad(file, $"{option} names '{name}', which is not a feature: {Why(column, option)}");
        return null;
    }

    private static string Why(PlannedColumn column, string option)
    {
        string leave = $"leave out {option} for it";
        if (column.Use == ColumnUse.Label)
            return $"it holds the labels; {leave}";
        if (column.Use == ColumnUse.Weight)
            return $"it holds the weights of the rows; {leave}";
        string left = column.Use == ColumnUse.Id ? $"it names the rows ({column.Reason})" : $"it is left out ({column.Reason})";
        string? use =
            column.Role == ColumnRole.Constant || column.Role == ColumnRole.Empty ? null
            : column.Role == ColumnRole.Date ? $"--date {ColumnList.Join(column.Name, ["month", "weekday", "linear"])}"
            : $"--as {column.Name}={(column.Role == ColumnRole.Text || column.Look is { OtherCount: > 0 } ? ColumnUse.Category : ColumnUse.Number).Name}";
        return use is null ? $"{left}; {leave}" : $"{left}; {leave}, or make a feature of it: {use}";
    }
}
