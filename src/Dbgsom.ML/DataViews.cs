using Microsoft.ML;

namespace Dbgsom.ML;

/// <summary>Samples out of ML.NET.</summary>
public static class DataViews
{
    /// <summary>Reads rows, once, into samples for this library; slot names become feature names where every slot has one of its own.</summary>
    /// <param name="data">The rows; sparse vectors are filled up with zeros.</param>
    /// <param name="featureColumnName">A column of vectors of known size of single or double precision, which is kept; NaN is a missing value.</param>
    /// <param name="exampleWeightColumnName">The column that says how often each row counts; null where every row counts once.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, there are no rows, or a value is infinite; the message
    /// names column and row.</exception>
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
