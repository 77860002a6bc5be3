namespace Dbgsom;

/// <content>How the table that a map was trained on was read.</content>
public sealed partial class SomMap
{
    /// <summary>The maximum length of <see cref="TablePlan"/> in bytes of UTF-8: 16 MiB.</summary>
    public const int MaxTablePlanBytes = 1 << 24;

    /// <summary>
    /// How the table of the training samples was read, such as the JSON of <c>Dbgsom.Files.TablePlan</c>, so that later tables are read
    /// in the same way; null if unknown. The text is saved with the map and has no other effect.
    /// </summary>
    public string? TablePlan => Content.TablePlan;

    /// <summary>Returns this map with another <see cref="TablePlan"/>.</summary>
    /// <param name="text">The text, at most <see cref="MaxTablePlanBytes"/> long; null for no text.</param>
    /// <exception cref="ArgumentException"><paramref name="text"/> is too long.</exception>
    public SomMap WithTablePlan(string? text)
    {
        int bytes = text is null ? 0 : System.Text.Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxTablePlanBytes)
            throw new ArgumentException(
                $"the text has {bytes} bytes; valid is at most {nameof(MaxTablePlanBytes)} ({MaxTablePlanBytes})",
                nameof(text)
            );
        var map = (SomMap)MemberwiseClone();
        map.Content = Content with { TablePlan = text };
        return map;
    }
}
