namespace Dbgsom.Ensembles;

/// <summary>Which column each row of a square matrix is given so that the sum is greatest: the Hungarian method (Kuhn 1955) by shortest augmenting paths.</summary>
internal static class Assignment
{
    /// <param name="gains">Row-major, size × size.</param>
    /// <param name="size">The number of rows and columns.</param>
    /// <returns>A column for each row, each once.</returns>
    public static int[] Best(double[] gains, int size)
    {
        // Rows and columns are counted from 1; 0 is where a path starts.
        var (rows, columns) = (new double[size + 1], new double[size + 1]);
        var (rowOf, from) = (new int[size + 1], new int[size + 1]);
        for (int row = 1; row <= size; row++)
        {
            rowOf[0] = row;
            int at = 0;
            double[] least = [.. Enumerable.Repeat(double.PositiveInfinity, size + 1)];
            var seen = new bool[size + 1];
            do
            {
                seen[at] = true;
                int next = 0;
                double step = double.PositiveInfinity;
                for (int column = 1; column <= size; column++)
                {
                    if (seen[column])
                        continue;
                    double cost = -gains[((rowOf[at] - 1) * size) + column - 1] - rows[rowOf[at]] - columns[column];
                    if (cost < least[column])
                        (least[column], from[column]) = (cost, at);
                    if (least[column] < step)
                        (step, next) = (least[column], column);
                }
                for (int column = 0; column <= size; column++)
                    if (seen[column])
                        (rows[rowOf[column]], columns[column]) = (rows[rowOf[column]] + step, columns[column] - step);
                    else
                        least[column] -= step;
                at = next;
            } while (rowOf[at] != 0);
            for (; at != 0; at = from[at])
                rowOf[at] = rowOf[from[at]];
        }
        var result = new int[size];
        for (int column = 1; column <= size; column++)
            result[rowOf[column] - 1] = column - 1;
        return result;
    }
}
