using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dbgsom.Docs.Api;

/// <summary>Types as C# writes them.</summary>
public static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void",
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(ushort)] = "ushort",
        [typeof(int)] = "int",
        [typeof(uint)] = "uint",
        [typeof(long)] = "long",
        [typeof(ulong)] = "ulong",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(char)] = "char",
        [typeof(string)] = "string",
        [typeof(object)] = "object",
    };

    /// <summary>The name of a type without its namespace, as in <c>ClassifierMap&lt;TLabel&gt;</c>.</summary>
    public static string Plain(Type type)
    {
        string name = type.IsNested ? $"{Plain(type.DeclaringType!)}.{Bare(type)}" : Bare(type);
        return type.IsGenericType
            ? $"{name}<{string.Join(", ", type.GetGenericArguments().Select(argument => argument.Name))}>"
            : name;
    }

    public static string Of(ParameterInfo parameter) =>
        Full(parameter.ParameterType, new NullabilityInfoContext().Create(parameter), TupleNames(parameter));

    public static string Of(PropertyInfo property) =>
        Full(property.PropertyType, new NullabilityInfoContext().Create(property), TupleNames(property));

    public static string Of(FieldInfo field) =>
        Full(field.FieldType, new NullabilityInfoContext().Create(field), TupleNames(field));

    /// <summary>A type where nothing is known of what may be null.</summary>
    public static string Of(Type type) => Full(type, null, new Queue<string?>());

    private static string Full(Type type, NullabilityInfo? nullability, Queue<string?> tuples)
    {
        if (type.IsByRef)
            return Full(type.GetElementType()!, nullability, tuples);
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Full(value, nullability?.GenericTypeArguments.FirstOrDefault(), tuples) + "?";
        string mark = !type.IsValueType && nullability?.ReadState == NullabilityState.Nullable ? "?" : "";
        if (type.IsArray)
            return $"{Full(type.GetElementType()!, nullability?.ElementType, tuples)}[{new string(',', type.GetArrayRank() - 1)}]{mark}";
        if (Keywords.TryGetValue(type, out string? keyword))
            return keyword + mark;
        if (!type.IsGenericType)
            return type.Name + mark;
        string?[] names = IsTuple(type)
            ? [.. type.GetGenericArguments().Select(_ => tuples.TryDequeue(out string? name) ? name : null)]
            : [];
        string[] arguments =
        [
            .. type.GetGenericArguments().Select((argument, i) => Full(argument, Part(nullability, i), tuples)),
        ];
        return IsTuple(type)
            ? $"({string.Join(", ", arguments.Zip(names, (argument, name) => name is null ? argument : $"{argument} {name}"))})"
            : $"{Bare(type)}<{string.Join(", ", arguments)}>{mark}";
    }

    private static NullabilityInfo? Part(NullabilityInfo? whole, int i) =>
        whole is not null && i < whole.GenericTypeArguments.Length ? whole.GenericTypeArguments[i] : null;

    private static bool IsTuple(Type type) => type.FullName?.StartsWith("System.ValueTuple`", StringComparison.Ordinal) == true;

    private static Queue<string?> TupleNames(ICustomAttributeProvider source) =>
        new(
            source.GetCustomAttributes(typeof(TupleElementNamesAttribute), false) is [TupleElementNamesAttribute names]
                ? names.TransformNames
                : []
        );

    private static string Bare(Type type) => type.Name.Split('`')[0];
}
