using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Files;

/// <summary>The precision in which samples are held. Training computes in double either way.</summary>
[JsonConverter(typeof(NamedJsonConverter<DataPrecision>))]
[TypeConverter(typeof(NamedTypeConverter<DataPrecision>))]
public abstract class DataPrecision : INamed<DataPrecision>
{
    private DataPrecision(string name) => Name = name;

    /// <summary>Single precision for float32 and float16 arrays, double precision for everything else.</summary>
    public static DataPrecision AsGiven { get; } = new Given();

    /// <summary>Single precision: half the memory; values are rounded to about seven digits.</summary>
    public static DataPrecision SinglePrecision { get; } = new ToSingle();

    /// <summary>Double precision.</summary>
    public static DataPrecision DoublePrecision { get; } = new ToDouble();

    /// <inheritdoc/>
    public static IReadOnlyList<DataPrecision> All { get; } = [AsGiven, SinglePrecision, DoublePrecision];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>True if double becomes single.</summary>
    internal virtual bool IsSingle => false;

    /// <summary>Converts the samples to this precision.</summary>
    /// <exception cref="ArgumentException">A value is out of the range of the precision.</exception>
    public abstract DataMatrix Convert(DataMatrix data);

    private sealed class Given() : DataPrecision("as-given")
    {
        public override DataMatrix Convert(DataMatrix data) => data;
    }

    private sealed class ToSingle() : DataPrecision("single")
    {
        internal override bool IsSingle => true;

        public override DataMatrix Convert(DataMatrix data) => data.ToSingle();
    }

    private sealed class ToDouble() : DataPrecision("double")
    {
        public override DataMatrix Convert(DataMatrix data) => data.ToDouble();
    }
}
