using Dbgsom.Rows;
using Microsoft.ML.Data;

namespace Dbgsom.ML;

/// <summary>The classes of some rows, and how ML.NET shows them.</summary>
/// <param name="Labels">The class of each row.</param>
/// <param name="Annotate">Gives a column of keys the values they stand for, in the order of the classes.</param>
internal sealed record ClassKeys(ClassLabels Labels, Action<SchemaDefinition.Column> Annotate);
