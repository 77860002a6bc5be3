using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Dbgsom.Docs.Api;

/// <summary>Declarations as C# writes them, without "public".</summary>
public static class Signatures
{
    public static string Of(Type type)
    {
        string kind =
            type.IsEnum ? "enum"
            : type.IsInterface ? "interface"
            : type.IsValueType ? (IsRecord(type) ? "readonly record struct" : "struct")
            : $"{(type is { IsAbstract: true, IsSealed: true } ? "static " : type.IsAbstract ? "abstract " : type.IsSealed ? "sealed " : "")}{(IsRecord(type) ? "record" : "class")}";
        string[] above =
        [
            .. type.BaseType is { } parent && parent != typeof(object) && !type.IsValueType
                ? (string[])[TypeNames.Of(parent)]
                : [],
            .. type.IsEnum ? [] : Interfaces(type).Select(TypeNames.Of),
        ];
        return $"{kind} {TypeNames.Plain(type)}{(above.Length > 0 ? " : " + string.Join(", ", above) : "")}";
    }

    public static string Of(MemberInfo member) =>
        member switch
        {
            ConstructorInfo constructor => $"{TypeNames.Plain(member.DeclaringType!).Split('<')[0]}({Parameters(constructor)})",
            MethodInfo method =>
                $"{Modifier(method)}{TypeNames.Of(method.ReturnParameter)} {method.Name}{TypeParameters(method)}({Parameters(method)})",
            PropertyInfo property => Property(property),
            FieldInfo { IsLiteral: true, DeclaringType.IsEnum: true } value => value.Name,
            FieldInfo { IsLiteral: true } constant =>
                $"const {TypeNames.Of(constant)} {constant.Name} = {Value(constant.GetRawConstantValue())}",
            FieldInfo field => $"{(field.IsStatic ? "static " : "")}{TypeNames.Of(field)} {field.Name}",
            _ => member.ToString()!,
        };

    private static string Property(PropertyInfo property)
    {
        var indexes = property.GetIndexParameters();
        string name = indexes.Length > 0 ? $"this[{string.Join(", ", indexes.Select(Parameter))}]" : property.Name;
        string required = property.GetCustomAttributesData().Any(data => data.AttributeType.Name == "RequiredMemberAttribute")
            ? "required "
            : "";
        string set =
            property.SetMethod is not { IsPublic: true } setter ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; "
            : "set; ";
        return $"{required}{Modifier(property.GetMethod!)}{TypeNames.Of(property)} {name} {{ get; {set}}}";
    }

    private static string Modifier(MethodInfo method) =>
        method.IsStatic ? (method.IsAbstract ? "static abstract " : "static ")
        : method.IsAbstract && !method.DeclaringType!.IsInterface ? "abstract "
        : "";

    private static string TypeParameters(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name))}>" : "";

    private static string Parameters(MethodBase method) =>
        (method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        string way =
            parameter.IsOut ? "out "
            : parameter.ParameterType.IsByRef ? (parameter.IsIn ? "in " : "ref ")
            : "";
        string value =
            !parameter.HasDefaultValue ? ""
            : parameter.RawDefaultValue is null
            && parameter.ParameterType.IsValueType
            && Nullable.GetUnderlyingType(parameter.ParameterType) is null
                ? " = default"
            : $" = {Value(parameter.RawDefaultValue)}";
        return $"{way}{TypeNames.Of(parameter)} {parameter.Name}{value}";
    }

    private static string Value(object? value) =>
        value switch
        {
            null => "null",
            string text => $"\"{text}\"",
            bool truth => truth ? "true" : "false",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static IEnumerable<Type> Interfaces(Type type) =>
        type.GetInterfaces()
            .Where(one => one.IsPublic && !(one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IEquatable<>)))
            .OrderBy(one => one.Name, StringComparer.Ordinal);

    private static bool IsRecord(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic) is not null;
}
