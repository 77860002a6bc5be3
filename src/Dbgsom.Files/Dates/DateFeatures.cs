using Dbgsom.Space;

namespace Dbgsom.Files;

/// <summary>
/// The features of a column of dates: <c>joined=linear</c>, or <c>joined=month=sin</c> and <c>joined=month=cos</c>, which are one variable to
/// <see cref="FeatureWeights"/> as categories are.
/// </summary>
internal static class DateFeatures
{
    /// <summary>The features of a column in order: name, and what makes it of a date as <see cref="DateNumber"/>.</summary>
    public static IEnumerable<(string Name, Func<double, double> Of)> Of(string column, DateColumn dates) =>
        dates.Parts.SelectMany(part => Of(Variable(column, part), part));

    /// <summary>The variables of a column: one for each part.</summary>
    public static IEnumerable<string> Variables(string column, DateColumn dates) =>
        dates.Parts.Select(part => Variable(column, part));

    private static string Variable(string column, DatePart part) => $"{column}{ColumnPlan.CategorySign}{part.Name}";

    private static (string Name, Func<double, double> Of)[] Of(string variable, DatePart part) =>
        part == DatePart.Linear ? [(variable, DateNumber.Days)]
        : part == DatePart.Hour ? [.. Circles(variable, part).Select(one => (one.Name, WhereTime(one.Of)))]
        : part.IsCycle ? Circles(variable, part)
        : [(variable, days => part.Of(DateNumber.ToDate(days)))];

    private static (string Name, Func<double, double> Of)[] Circles(string variable, DatePart part) =>
        [
            (variable + FeatureWeights.SineEnd, days => Circle.Sine(part.Of(DateNumber.ToDate(days)))),
            (variable + FeatureWeights.CosineEnd, days => Circle.Cosine(part.Of(DateNumber.ToDate(days)))),
        ];

    /// <summary>A date without a time has no hour.</summary>
    private static Func<double, double> WhereTime(Func<double, double> of) =>
        days => DateNumber.HasTime(days) ? of(days) : double.NaN;
}
