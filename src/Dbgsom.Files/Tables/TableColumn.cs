using Dbgsom.Naming;

namespace Dbgsom.Files.Tables;

/// <summary>The possible use of the cells of a typed column.</summary>
internal enum CellKind
{
    /// <summary>Numbers, or true and false as 1 and 0.</summary>
    Number,

    /// <summary>Whole numbers, also decimals without fractions: refused where a double does not hold them exactly, see <see cref="ExactNumbers"/>.</summary>
    WholeNumber,

    /// <summary>Numbers that single precision holds exactly.</summary>
    SingleNumber,

    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing that is understood.</summary>
    Other,
}

/// <summary>A column of a file that has types.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">The possible use of its cells.</param>
/// <param name="Type">The type name in messages.</param>
internal sealed record TableColumn(string Name, CellKind Kind, string Type)
{
    /// <summary>True if it holds true and false.</summary>
    public bool IsBoolean { get; init; }

    /// <summary>True if it holds dates or times.</summary>
    public bool IsDate { get; init; }

    /// <summary>True if its cells can be read as dates or times.</summary>
    public bool ReadsDates { get; init; }

    /// <summary>True if it holds days without a time of day.</summary>
    public bool IsDay { get; init; }

    /// <summary>True if it holds times of day without a day.</summary>
    public bool IsTime { get; init; }
}
