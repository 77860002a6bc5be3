namespace Dbgsom.Export;

/// <summary>The table of the neurons as CSV (RFC 4180), numbers as short as they read back.</summary>
internal static class NeuronCsv
{
    public static void Write(SomMap map, Stream output)
    {
        var columns = map.ToTable().Columns;
        using var writer = CsvText.Writer(output);
        writer.WriteLine(string.Join(',', columns.Select(column => CsvText.Of(column.Name))));
        for (int neuron = 0; neuron < map.Neurons.Count; neuron++)
            writer.WriteLine(string.Join(',', columns.Select(column => CsvText.Of(column.Values[neuron]))));
    }
}
