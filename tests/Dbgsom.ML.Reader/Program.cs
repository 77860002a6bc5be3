using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

// dbgsom-reader MODEL ROWS: loads a saved pipeline, applies it to rows in ML.NET's binary format, and prints the key and the scores of each.
var context = new MLContext();
var model = context.Model.Load(args[0], out _);
var answers = model.Transform(context.Data.LoadFromBinary(args[1]));
var label = answers.Schema["PredictedLabel"];
var score = answers.Schema["Score"];
using var cursor = answers.GetRowCursor([label, score]);
var key = cursor.GetGetter<uint>(label);
var scores = cursor.GetGetter<VBuffer<float>>(score);
uint winner = 0;
VBuffer<float> values = default;
while (cursor.MoveNext())
{
    key(ref winner);
    scores(ref values);
    Console.WriteLine(
        string.Join(
            ' ',
            values.DenseValues().Select(value => value.ToString("R", CultureInfo.InvariantCulture)).Prepend($"{winner}")
        )
    );
}
bool knowsLibrary = AppDomain.CurrentDomain.GetAssemblies().Any(assembly => assembly.GetName().Name is "Dbgsom" or "Dbgsom.ML");
return knowsLibrary ? 1 : 0;
