namespace Dbgsom.Files;

/// <summary>Decides on the columns of a table: what options name goes first, then the rules.</summary>
internal static class ColumnDecisions
{
    public static IReadOnlyList<PlannedColumn> Make(TableScan scan, DataFileOptions options)
    {
        var looks = scan.Columns!;
        int count = looks.Length;
        int Find(string column) => ColumnPlan.Find(column, scan.File, scan.Names, count);
        int? Place(string? column) => column is null ? null : Find(column);
        var (label, weight, id) = (Place(options.LabelColumn), Place(options.WeightColumn), Place(options.IdColumn));
        int[] oneHot = [.. (options.OneHot ?? []).Select(Find)];
        int[] yesNo = [.. (options.YesNo ?? []).Select(Find)];
        var ordinals = (options.Ordinal ?? []).Select(one => (Place: Find(one.Column), Ordinal: one)).ToArray();
        var dates = (options.Dates ?? [])
            .Where(one => one.Column is not null)
            .Select(one => (Place: Find(one.Column!), Dates: one))
            .ToArray();
        var anyDate = options.Dates?.FirstOrDefault(one => one.Column is null);
        HashSet<int>? chosen = options.Columns is null
            ? null
            : [.. options.Columns.SelectMany(column => ColumnRange.Expand(column, scan.Names, count)).Select(Find)];
        bool canBeId = id is null && chosen is null;
        var columns = new PlannedColumn[count];
        for (int place = 0; place < count; place++)
        {
            var look = looks[place];
            var role = ColumnRules.RoleOf(look, place);
            var (use, reason) = ColumnRules.UseOf(look, role, canBeId);
            bool isByRule = true;
            ColumnUse? given =
                place == label ? ColumnUse.Label
                : place == weight ? ColumnUse.Weight
                : place == id ? ColumnUse.Id
                : oneHot.Contains(place) ? ColumnUse.Category
                : yesNo.Contains(place) ? ColumnUse.YesNo
                : Array.Exists(ordinals, one => one.Place == place) ? ColumnUse.Ordinal
                : Array.Exists(dates, one => one.Place == place) ? ColumnUse.Date
                : chosen is null
                || (chosen.Contains(place) && (use.IsFeature || (anyDate is not null && role == ColumnRole.Date)))
                    ? null
                : chosen.Contains(place) ? ColumnUse.Number
                : ColumnUse.Drop;
            if (given is not null)
                (use, reason, isByRule) = (given, given == ColumnUse.Drop ? "not among the columns chosen" : "chosen", false);
            canBeId &= use != ColumnUse.Id;
            columns[place] = Column(look, role, use, reason, isByRule);
            if (use == ColumnUse.Ordinal)
                columns[place] = Guard(columns[place], column => column.With(ordinals.First(one => one.Place == place).Ordinal));
            else if (use == ColumnUse.Date)
                columns[place] = Guard(columns[place], column => column.With(dates.First(one => one.Place == place).Dates));
            else if (anyDate is not null && isByRule)
                columns[place] = columns[place].WithAny(anyDate);
        }
        // A column that is not what an option says.
        PlannedColumn Guard(PlannedColumn column, Func<PlannedColumn, PlannedColumn> change)
        {
            try
            {
                return change(column);
            }
            catch (ArgumentException e)
            {
                throw DataPart.Bad(scan.File, Text.WithoutParameter(e));
            }
        }
        return columns.Any(column => column.Use.IsFeature) ? columns : KeepNumbers(columns);
    }

    /// <summary>A table whose columns would all be left out keeps those of numbers.</summary>
    private static PlannedColumn[] KeepNumbers(PlannedColumn[] columns) =>
        Array.ConvertAll(
            columns,
            column =>
                column.IsByRule && column.Look is { OtherCount: 0, Count: > 0, Type: null or { IsRead: true } }
                    ? column with
                    {
                        Role = ColumnRole.Number,
                        Use = ColumnUse.Number,
                        Reason = "no other column remains",
                    }
                    : column
        );

    private static PlannedColumn Column(ColumnLook look, ColumnRole role, ColumnUse use, string reason, bool isByRule) =>
        new()
        {
            Name = look.Name,
            Role = role,
            Use = use,
            Reason = reason,
            IsByRule = isByRule,
            MissingCount = look.MissingCount,
            DistinctCount = look.Distinct.Count,
            HasMoreDistinct = look.Distinct.HasMore,
            Minimum = look.Numbers.Count > 0 ? look.Numbers.Minimum : null,
            Maximum = look.Numbers.Count > 0 ? look.Numbers.Maximum : null,
            Skewness = look.Numbers.Skewness,
            Values = look.OtherCount > 0 && look.Texts is { } texts ? [.. texts] : [],
            Look = look,
        };
}
