namespace Dbgsom.Files;

/// <content>Decisions that a person changes.</content>
public sealed partial record TablePlan
{
    /// <summary>Returns the plan with another use of a column.</summary>
    /// <param name="column">The name of the column, or its index from 0.</param>
    /// <param name="use">The use: number, category, yes/no, id or drop.</param>
    /// <exception cref="ArgumentException">The table has no such column, or the column does not support the use.</exception>
    public TablePlan With(string column, ColumnUse use)
    {
        ArgumentNullException.ThrowIfNull(column);
        ArgumentNullException.ThrowIfNull(use);
        if (use == ColumnUse.Label || use == ColumnUse.Weight)
            throw new ArgumentException($"{use.Name} cannot be chosen here; name the column as label or weight", nameof(use));
        if (use == ColumnUse.Ordinal)
            throw new ArgumentException($"'{column}' needs the order of its categories: use {nameof(WithOrder)}", nameof(use));
        if (use == ColumnUse.Date)
            throw new ArgumentException($"'{column}' needs the parts of its dates: use {nameof(WithDates)}", nameof(use));
        // One column names the rows.
        var other = use == ColumnUse.Id ? Columns.FirstOrDefault(one => one.Use == ColumnUse.Id) : null;
        return (other is null ? this : Use(other.Name, ColumnUse.Drop)).Use(column, use);
    }

    /// <summary>Returns the plan with a column of ordered categories as one feature.</summary>
    /// <param name="ordinal">The column and its categories in ascending order.</param>
    /// <exception cref="ArgumentException">The table has no such column, or the column contains none of the categories.</exception>
    public TablePlan WithOrder(OrdinalColumn ordinal)
    {
        ArgumentNullException.ThrowIfNull(ordinal);
        int place = Place(ordinal.Column);
        return this with { Columns = [.. Columns.Select((column, at) => at == place ? column.With(ordinal) : column)] };
    }

    /// <summary>Returns the plan with parts of dates as features.</summary>
    /// <param name="dates">The column and its parts; without a column, all date columns that the rules left out.</param>
    /// <exception cref="ArgumentException">
    /// The table has no such column, or it contains numbers, or times without days and a part needs days.
    /// </exception>
    public TablePlan WithDates(DateColumn dates)
    {
        ArgumentNullException.ThrowIfNull(dates);
        int? place = dates.Column is { } name ? Place(name) : null;
        return this with
        {
            Columns =
            [
                .. Columns.Select(
                    (column, at) =>
                        at == place ? column.With(dates)
                        : place is null && column.IsByRule && column.Use == ColumnUse.Drop ? column.WithAny(dates)
                        : column
                ),
            ],
        };
    }

    /// <summary>Returns the plan without some columns.</summary>
    /// <param name="columns">Names, indices from 0, or ranges of indices such as 2-5.</param>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    public TablePlan Without(IReadOnlyList<string> columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var names = Columns.Select(column => column.Name).ToArray();
        var plan = this;
        foreach (string column in columns.SelectMany(one => ColumnRange.Expand(one, names, names.Length)))
            plan = plan.With(column, ColumnUse.Drop);
        return plan;
    }

    /// <summary>The plan with the uses that options name for single columns.</summary>
    /// <exception cref="ArgumentException">The table has no such column.</exception>
    internal TablePlan Obey(DataFileOptions options)
    {
        var plan = Choose(options.Columns);
        foreach (string column in options.OneHot ?? [])
            plan = plan.With(column, ColumnUse.Category);
        foreach (string column in options.YesNo ?? [])
            plan = plan.With(column, ColumnUse.YesNo);
        foreach (var ordinal in options.Ordinal ?? [])
            plan = plan.WithOrder(ordinal);
        foreach (var dates in options.Dates ?? [])
            plan = plan.WithDates(dates);
        if (options.IdColumn is { } id)
            plan = plan.With(id, ColumnUse.Id);
        if (options.LabelColumn is { } label)
            plan = plan.Use(label, ColumnUse.Label);
        return options.WeightColumn is { } weight ? plan.Use(weight, ColumnUse.Weight) : plan;
    }

    /// <summary>The plan with some columns as the only features, in this order; null changes nothing.</summary>
    internal TablePlan Choose(IReadOnlyList<string>? columns)
    {
        if (columns is null)
            return this;
        string[] names = Named(_ => true);
        var find = ColumnRange.Finder(names, names.Length);
        string[] order =
        [
            .. columns
                .SelectMany(column => ColumnRange.Expand(column, names, names.Length))
                .Select(column => names[find(column) ?? Place(column)]),
        ];
        var chosen = order.ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Order = order,
            Columns =
            [
                .. Columns.Select(column =>
                    column.Use.IsFeature && !chosen.Contains(column.Name)
                        ? column with
                        {
                            Use = ColumnUse.Drop,
                            Reason = "not among the columns chosen",
                            IsByRule = false,
                        }
                        : column
                ),
            ],
        };
    }

    private TablePlan Use(string column, ColumnUse use)
    {
        var columns = Columns.ToArray();
        int place = Place(column);
        columns[place] = columns[place] with { Use = use, Reason = "chosen", IsByRule = false };
        return this with { Columns = columns };
    }
}
