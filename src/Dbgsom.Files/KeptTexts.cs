using System.Text;
using Dbgsom.Files.Tables;

namespace Dbgsom.Files;

/// <summary>Takes the texts of some columns out of the files of one table.</summary>
/// <param name="choose">Chooses the columns, given the names or indices of all.</param>
/// <param name="cancellationToken">Cancels the operation.</param>
internal sealed class KeptTexts(Func<IReadOnlyList<string>, IReadOnlyList<string>> choose, CancellationToken cancellationToken)
    : ITableLook
{
    private string[]? chosen;
    private List<string>[] cells = [];

    public IReadOnlyList<string>? Names { get; private set; }

    /// <summary>The columns with the rows of all files.</summary>
    public IReadOnlyList<KeptColumn> Columns => [.. (chosen ?? []).Zip(cells, (name, texts) => new KeptColumn(name, texts))];

    public void Read(RowInput input)
    {
        int[] places = Begin(input.Origin.File, input.Names, input.Origin.First.Length);
        foreach (int place in places)
            if (input.TypeOf(place) is { IsRead: false } type)
                throw Unread(input.Origin.File, place, input.Names, type.Name);
        input.ForEach(
            (_, count, cell) =>
            {
                for (int i = 0; i < places.Length; i++)
                    cells[i].Add(places[i] < count ? Encoding.UTF8.GetString(cell(places[i])) : "");
            },
            cancellationToken
        );
    }

    public void Read(TableFile table, string file)
    {
        string[] names = TableReader.Names(table, file);
        int[] places = Begin(file, names, names.Length);
        foreach (int place in places)
            if (table.Columns[place] is { Kind: CellKind.Other, Type: var type })
                throw Unread(file, place, names, type);
        table.KeepsNulls = true;
        string[] texts = [];
        while (table.Next(cancellationToken))
        {
            if (texts.Length < table.BatchRows)
                texts = new string[table.BatchRows];
            for (int i = 0; i < places.Length; i++)
            {
                table.Texts(places[i], texts, cancellationToken);
                cells[i].AddRange(texts.Take(table.BatchRows).Select(text => text ?? ""));
            }
        }
    }

    private static InvalidDataException Unread(string file, int place, IReadOnlyList<string>? names, string type) =>
        DataPart.Bad(file, $"column {ColumnPlan.Describe(place, names)} is of type {type}, which is not supported; leave it out");

    /// <summary>The places of the columns in a file.</summary>
    private int[] Begin(string file, IReadOnlyList<string>? names, int count)
    {
        if (chosen is null)
        {
            Names = names;
            IReadOnlyList<string> all = names ?? [.. Enumerable.Range(0, count).Select(ColumnPlan.Index)];
            chosen =
            [
                .. choose(all)
                    .SelectMany(column => ColumnRange.Expand(column, names, count))
                    .Select(column => all[ColumnPlan.Find(column, file, names, count)])
                    .Distinct(StringComparer.Ordinal),
            ];
            cells = [.. chosen.Select(_ => new List<string>())];
        }
        return [.. chosen.Select(column => ColumnPlan.Find(column, file, names, count))];
    }
}
