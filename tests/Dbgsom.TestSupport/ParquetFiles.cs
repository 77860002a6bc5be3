using Parquet;
using Parquet.Schema;

namespace Dbgsom.TestSupport;

/// <summary>Writes Parquet files for tests.</summary>
public static class ParquetFiles
{
    /// <summary>A column and its cells, of which the schema is found.</summary>
    public sealed record Cells(DataField Field, Func<ParquetRowGroupWriter, DataField, int, int, Task> Write);

    /// <summary>A column without nulls.</summary>
    public static Cells Of<T>(string name, params T[] values)
        where T : struct =>
        new(
            new DataField<T>(name, nullable: false),
            (group, field, start, count) => group.WriteAsync<T>(field, values.AsMemory(start, count))
        );

    /// <summary>A column that may have nulls.</summary>
    public static Cells Nullable<T>(string name, params T?[] values)
        where T : struct =>
        new(
            new DataField<T>(name, nullable: true),
            (group, field, start, count) => group.WriteAsync<T>(field, values.AsMemory(start, count))
        );

    /// <summary>A column of text.</summary>
    public static Cells Text(string name, params string?[] values) =>
        new(
            new DataField(name, typeof(string), isNullable: true),
            (group, field, start, count) => group.WriteAsync(field, values.Skip(start).Take(count).ToArray()!)
        );

    /// <summary>A column of text that cannot have nulls.</summary>
    public static Cells TextWithoutNull(string name, params string[] values) =>
        Text(name, values) with
        {
            Field = new DataField(name, typeof(string), isNullable: false),
        };

    /// <summary>Writes a file with row groups of the given lengths.</summary>
    public static string Write(string path, int[] groups, params Cells[] columns)
    {
        Task.Run(() => WriteAsync(path, new ParquetSchema(columns.Select(column => column.Field)), groups, columns))
            .GetAwaiter()
            .GetResult();
        return path;
    }

    /// <summary>Writes a file without any row, of any schema.</summary>
    public static string WriteEmpty(string path, params Field[] fields)
    {
        Task.Run(() => WriteAsync(path, new ParquetSchema(fields), [], [])).GetAwaiter().GetResult();
        return path;
    }

    private static async Task WriteAsync(string path, ParquetSchema schema, int[] groups, Cells[] columns)
    {
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, stream);
        int start = 0;
        foreach (int count in groups)
        {
            using var group = writer.CreateRowGroup();
            foreach (var column in columns)
                await column.Write(group, column.Field, start, count);
            start += count;
        }
    }
}
