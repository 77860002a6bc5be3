using Microsoft.ML;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>Reads how often each row counts.</summary>
internal sealed class WeightReader
{
    private readonly List<double> weights = [];
    private Func<double> next = () => 1;

    public WeightReader(DataViewSchema.Column column)
    {
        if (column.Type != NumberDataViewType.Single && column.Type != NumberDataViewType.Double)
            throw Columns.WrongType(column.Name, column.Type, "Single or Double");
        Column = column;
    }

    public DataViewSchema.Column Column { get; }

    public double[] Values => [.. weights];

    public void Bind(DataViewRow row)
    {
        if (Column.Type == NumberDataViewType.Single)
        {
            var read = row.GetGetter<float>(Column);
            float value = 0;
            next = () =>
            {
                read(ref value);
                return value;
            };
        }
        else
        {
            var read = row.GetGetter<double>(Column);
            double value = 0;
            next = () =>
            {
                read(ref value);
                return value;
            };
        }
    }

    public void Read(int row)
    {
        double weight = next();
        if (!double.IsFinite(weight) || weight < 0)
            throw new ArgumentException(
                $"row {row} of column '{Column.Name}' is {weight}; weights must be finite and at least 0"
            );
        weights.Add(weight);
    }
}
