using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Converts data of ML.NET to samples.</summary>
public static class DataViews
{
    /// <summary>Reads rows, once, into samples. Slot names become feature names if every slot has a unique name.</summary>
    /// <param name="data">The rows; sparse vectors are filled with zeros.</param>
    /// <param name="featureColumnName">
    /// A column of vectors of known size, in single or double precision, which is kept; NaN is a missing value.
    /// </param>
    /// <param name="exampleWeightColumnName">The column with the weights of the rows; null if every row counts once.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or has the wrong type, the data has no rows, or a value is infinite; the message names column and row.
    /// </exception>
    public static DataMatrix ToDataMatrix(
        IDataView data,
        string featureColumnName = "Features",
        string? exampleWeightColumnName = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrEmpty(featureColumnName);
        return TrainingRows
            .Read(data, featureColumnName, exampleWeightColumnName, null, MissingValues.Use, cancellationToken)
            .Data;
    }
}
