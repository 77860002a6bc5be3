using System.Globalization;

namespace Dbgsom.Files.Parquet;

/// <summary>Types of values in Thrift's compact protocol.</summary>
internal enum Wire
{
    True = 1,
    False = 2,
    Byte = 3,
    Short = 4,
    Int = 5,
    Long = 6,
    Double = 7,
    Bytes = 8,
    List = 9,
    Set = 10,
    Map = 11,
    Structure = 12,
}

/// <summary>The expected shape of a value: its type, and the shapes of its parts.</summary>
/// <param name="Wire">The type; <see cref="Wire.True"/> stands for both truths.</param>
internal sealed record ThriftShape(Wire Wire)
{
    public static readonly ThriftShape Flag = new(Wire.True);
    public static readonly ThriftShape Octet = new(Wire.Byte);
    public static readonly ThriftShape Short = new(Wire.Short);
    public static readonly ThriftShape Int = new(Wire.Int);
    public static readonly ThriftShape Long = new(Wire.Long);
    public static readonly ThriftShape Bytes = new(Wire.Bytes);

    /// <summary>The known fields of a structure; other fields may contain anything.</summary>
    public Dictionary<int, ThriftShape> Fields { get; private init; } = [];

    /// <summary>The shape of each element of a list.</summary>
    public ThriftShape? Element { get; private init; }

    /// <summary>Where a number or a truth is noted, see <see cref="ThriftWalk"/>.</summary>
    public int? Note { get; private init; }

    public static ThriftShape Structure(params (int Id, ThriftShape Shape)[] fields) =>
        new(Wire.Structure) { Fields = fields.ToDictionary(field => field.Id, field => field.Shape) };

    public static ThriftShape List(ThriftShape element) => new(Wire.List) { Element = element };

    /// <summary>A number of 32 bits that is noted.</summary>
    public static ThriftShape Noted(Enum where) => new(Wire.Int) { Note = Place(where) };

    /// <summary>A truth that is noted as 1 where it does not hold.</summary>
    public static ThriftShape NotedFalse(Enum where) => new(Wire.True) { Note = Place(where) };

    private static int Place(Enum where) => Convert.ToInt32(where, CultureInfo.InvariantCulture);
}
