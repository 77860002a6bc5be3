using System.ComponentModel;
using System.Text.Json.Serialization;
using Dbgsom.Naming;

namespace Dbgsom.Training;

/// <summary>The phases of training in which an option applies.</summary>
[JsonConverter(typeof(NamedJsonConverter<PhaseScope>))]
[TypeConverter(typeof(NamedTypeConverter<PhaseScope>))]
public sealed class PhaseScope : INamed<PhaseScope>
{
    private PhaseScope(string name) => Name = name;

    /// <summary>Never.</summary>
    public static PhaseScope None { get; } = new("none");

    /// <summary>In the fine phase, including its first epoch.</summary>
    public static PhaseScope Fine { get; } = new("fine");

    /// <summary>In both phases.</summary>
    public static PhaseScope All { get; } = new("all");

    /// <inheritdoc/>
    static IReadOnlyList<PhaseScope> INamed<PhaseScope>.All { get; } = [None, Fine, All];

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal bool Covers(TrainingPhase phase) => this == All || (this == Fine && phase == TrainingPhase.Fine);
}
