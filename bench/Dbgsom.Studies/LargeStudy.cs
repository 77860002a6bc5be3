using System.Globalization;
using Dbgsom.Measures;

namespace Dbgsom.Studies;

/// <summary>
/// Maps of many samples: what they cost and how good they are, see <see cref="CountedFit"/>.
/// </summary>
public static class LargeStudy
{
    private const int Rows = 200_000;
    private const int Columns = 32;

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    public static void Run(TextWriter output)
    {
        output.WriteLine("| data | options | neurons | QE | TE8 | TE4 | dead | epochs | full epochs | seconds |");
        output.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        Row("50 blobs", Generators.Blobs(Rows, Columns, 50, 2));
        Row("sheet", Generators.Sheet(Rows, Columns, 1));

        void Row(string name, DataMatrix data)
        {
            foreach (
                var (which, options) in new[] { ("default", SomOptions.Default), ("earlier default", EarlierDefault.Options) }
            )
            {
                var (map, work, seconds) = CountedFit.Run(options, data);
                double dead = map.Neurons.Count(neuron => neuron.IsDead) / (double)map.Neurons.Count;
                var error = map.Training.TopographicError;
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {name} | {which} | {map.Neurons.Count} | {map.Training.QuantizationError:0.0000} | {error.EightNeighbor:0.000} | {error.FourNeighbor:0.000} | {dead:0.000} | {map.Training.Epochs} | {work:0.0} | {seconds:0.0} |"
                    )
                );
            }
        }
    }
}
