using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Files.Codebooks;

/// <summary>Collects the weights of a text file. Room is made as they come, whatever the file says of its size.</summary>
/// <param name="file">The file as messages name it.</param>
internal sealed class CodebookRows(string file)
{
    private static readonly NumberForm Form = new(false, null);
    private readonly List<double> values = [];
    private int columns;

    /// <summary>Number of neurons.</summary>
    public int Count { get; private set; }

    /// <summary>Number of weights of each neuron; 0 before the first.</summary>
    public int Columns => columns;

    /// <summary>Takes a weight.</summary>
    /// <param name="line">The line it stands in.</param>
    /// <param name="place">The words for its position in the line.</param>
    /// <param name="cell">The text as UTF-8.</param>
    public void Add(long line, string place, ReadOnlySpan<byte> cell)
    {
        if (!Form.TryRead(cell, out double value))
            throw DataPart.Bad(
                file,
                Naming.Text.Of(
                    $"line {line}, {place}: '{BadText.Shown(cell)}' is not a finite number; a neuron needs a number for each feature, with a decimal point"
                )
            );
        // A weight that is too large is refused with the map; here the memory is bounded.
        if (values.Count == Array.MaxLength)
            throw DataPart.Bad(file, Naming.Text.Of($"line {line}: the weights do not fit in memory"));
        values.Add(value);
    }

    /// <summary>Takes the weights of a line together as those of a neuron.</summary>
    public void End(long line)
    {
        if (++Count > SomOptions.MaxGridNeurons)
            throw DataPart.Bad(
                file,
                Naming.Text.Of($"line {line} is neuron {Count}; a map has at most {SomOptions.MaxGridNeurons}")
            );
        columns = values.Count / Count;
    }

    /// <summary>The weights as samples.</summary>
    public DataMatrix ToMatrix(IReadOnlyList<string>? names)
    {
        var weights = DataMatrix.From([.. values], columns);
        return names is null ? weights : weights.WithFeatureNames(names);
    }
}
