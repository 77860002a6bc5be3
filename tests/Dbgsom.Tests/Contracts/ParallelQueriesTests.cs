using System.Collections;
using System.Reflection;
using System.Text;
using Dbgsom.Export;
using Dbgsom.Passes;

namespace Dbgsom.Tests.Contracts;

/// <summary>A map answers sixteen threads at once as it answers one: every public method and property of it, found by reflection.</summary>
public sealed class ParallelQueriesTests : IDisposable
{
    private const int Threads = 16;
    private const int Rounds = 4;

    private readonly TemporaryFolder folder = new();
    private int files;

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("SomClassifier, default")]
    [InlineData("SomClassifier, reference, vertical-growth true")]
    [InlineData("SomClassifier, default, metric cosine")]
    public void Sixteen_threads_get_what_one_gets(string name)
    {
        byte[] bytes = Variant.Of(name).Fit().ToBytes();
        var queries = Queries();
        Assert.True(queries.Length > 40, $"only {queries.Length} members were found");
        var alone = SomMap.Load(bytes, "alone");
        byte[][] expected = [.. queries.Select(query => Answer(query, alone))];
        for (int round = 0; round < Rounds; round++)
        {
            // A map that was asked nothing yet: what it computes when first asked is asked for by all at once.
            var map = SomMap.Load(bytes, "shared");
            using var barrier = new Barrier(Threads);
            var wrong = new string?[Threads];
            var threads = Enumerable
                .Range(0, Threads)
                .Select(thread => new Thread(() => wrong[thread] = Ask(map, thread, barrier)))
                .ToArray();
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());
            Assert.All(wrong, Assert.Null);
            Assert.Equal(bytes, map.ToBytes());
        }

        string? Ask(SomMap map, int thread, Barrier barrier)
        {
            barrier.SignalAndWait();
            for (int i = 0; i < queries.Length; i++)
            {
                // The first question is the same for all, the others are in another order for each.
                int query = i * ((2 * thread) + 1) % queries.Length;
                if (!Answer(queries[query], map).AsSpan().SequenceEqual(expected[query]))
                    return queries[query].Name;
            }
            return null;
        }
    }

    private static MemberInfo[] Queries() =>
        [
            .. typeof(SomMap)
                .GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                // Maps with edges refuse to be cut open, hierarchies to go on; see AxisContractTests.
                .Where(method =>
                    !method.IsSpecialName
                    && method.ReturnType != typeof(ReadOnlySpan<double>)
                    && method.Name is not (nameof(SomMap.CutAt) or nameof(SomMap.Continue))
                ),
            .. typeof(SomMap).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
        ];

    private byte[] Answer(MemberInfo query, SomMap map)
    {
        if (query is PropertyInfo property)
            return Bytes(property.GetValue(map));
        var method = (MethodInfo)query;
        // Labels are not counted below a map.
        if (method.Name == nameof(SomMap.MeasureLabels) && map.Children.Count > 0)
            return [];
        string path = folder.At($"{Interlocked.Increment(ref files)}");
        if (method.GetParameters() is [{ ParameterType.IsByRefLike: true }])
            return Bytes(OfOneSample(method, map));
        if (method.Name == nameof(SomMap.FindSimilar))
            return Bytes(map.FindSimilar(Samples.Data, Sample(), 3));
        if (Array.Exists(method.GetParameters(), parameter => parameter.ParameterType == typeof(Span<int>)))
            return Bytes(IntoSpan(method, map));
        object?[] arguments = [.. method.GetParameters().Select(parameter => Argument(parameter, path))];
        object? answer = method.Invoke(map, arguments);
        foreach (var argument in arguments.OfType<IDisposable>().Where(argument => argument is Stream or PassEngine))
            argument.Dispose();
        return File.Exists(path) ? File.ReadAllBytes(path) : Bytes(answer);
    }

    /// <summary>Spans cannot be handed over by reflection.</summary>
    private static object OfOneSample(MethodInfo method, SomMap map)
    {
        double[] sample = Sample();
        return method.ReturnType == typeof(int)
            ? method.CreateDelegate<Func<ReadOnlySpan<double>, int>>(map)(sample)
            : method.CreateDelegate<Func<ReadOnlySpan<double>, BestMatch>>(map)(sample);
    }

    private static double[] Sample()
    {
        var sample = new double[Samples.Data.ColumnCount];
        Samples.Data.CopyRow(1, sample);
        return sample;
    }

    private static int[] IntoSpan(MethodInfo method, SomMap map)
    {
        var answers = new int[Samples.Data.RowCount];
        method.CreateDelegate<Action<DataMatrix, Span<int>, CancellationToken>>(map)(Samples.Data, answers.AsSpan(), default);
        return answers;
    }

    private static object? Argument(ParameterInfo parameter, string path) =>
        parameter.ParameterType switch
        {
            var type when type == typeof(DataMatrix) => Samples.Data,
            // An engine does one thing at a time.
            var type when type == typeof(PassEngine) => new LocalEngine(Samples.Data, 1, Samples.Labels),
            var type when type == typeof(IReadOnlyList<string>) => Samples.Names,
            _ when parameter.Name == "text" => "text",
            var type when type == typeof(string) => path,
            var type when type == typeof(Stream) => File.Create(path),
            var type when type == typeof(int?) && !parameter.HasDefaultValue => 2,
            var type when type == typeof(int) && !parameter.HasDefaultValue => 1,
            var type when type == typeof(MapFormat) => MapFormat.All[0],
            var type when type == typeof(CancellationToken) => CancellationToken.None,
            _ when parameter.HasDefaultValue => parameter.DefaultValue,
            var type => throw new InvalidOperationException($"give {parameter.Member.Name} a {type.Name} here"),
        };

    /// <summary>Everything in an answer that can be seen, as text.</summary>
    private static byte[] Bytes(object? answer)
    {
        var text = new StringBuilder();
        Write(answer, text, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(object? value, StringBuilder text, int depth)
    {
        if (value is SomMap map)
            text.Append(Convert.ToHexString(map.ToBytes()));
        else if (value is null or string or IFormattable or bool || depth > 5)
            text.Append(value is double number ? number.ToString("R", null) : value).Append(' ');
        else if (value is IEnumerable list)
            foreach (object? one in list)
                Write(one, text, depth + 1);
        else
            foreach (var field in value.GetType().GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
                if (!field.FieldType.IsByRefLike && !field.FieldType.IsAssignableTo(typeof(Delegate)))
                    Write(field.GetValue(value), text, depth + 1);
    }
}
