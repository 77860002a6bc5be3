namespace Dbgsom.ML;

/// <summary>What <see cref="SomClassificationTrainer"/> is asked for.</summary>
public sealed class SomClassificationOptions : SomTrainerOptions
{
    /// <summary>The column of the classes: a key, a text, a number or a flag.</summary>
    public string LabelColumnName { get; init; } = "Label";

    internal override void Check()
    {
        base.Check();
        ArgumentException.ThrowIfNullOrEmpty(LabelColumnName);
    }
}
