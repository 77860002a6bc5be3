namespace Dbgsom.Files;

/// <summary>Looks at the rows of the files of one table, one file after the other.</summary>
internal interface ITableLook
{
    /// <summary>The names of the columns of the first file; null where it has none, and before it.</summary>
    IReadOnlyList<string>? Names { get; }

    /// <summary>Looks at a file of text or JSON.</summary>
    void Read(RowInput input);

    /// <summary>Looks at a file that has types.</summary>
    void Read(Tables.TableFile table, string file);
}
