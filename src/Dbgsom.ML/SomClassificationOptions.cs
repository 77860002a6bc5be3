namespace Dbgsom.ML;

/// <summary>Options of <see cref="SomClassificationTrainer"/>.</summary>
public sealed class SomClassificationOptions : SomTrainerOptions
{
    /// <summary>The column of the classes: a key, text, number or Boolean.</summary>
    public string LabelColumnName { get; init; } = "Label";

    internal override void Check()
    {
        base.Check();
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
    }
}
