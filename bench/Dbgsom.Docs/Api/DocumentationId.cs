using System.Reflection;

namespace Dbgsom.Docs.Api;

/// <summary>The identifiers by which the compiler's XML file calls types and members (ECMA-334, annex D).</summary>
public static class DocumentationId
{
    public static string Of(Type type) => "T:" + FullName(type);

    public static string Of(MemberInfo member) =>
        member switch
        {
            Type type => Of(type),
            MethodBase method => "M:" + Name(method) + Arity(method) + Parameters(method.GetParameters()),
            PropertyInfo property => "P:" + Name(property) + Parameters(property.GetIndexParameters()),
            FieldInfo field => "F:" + Name(field),
            EventInfo @event => "E:" + Name(@event),
            _ => throw new ArgumentException($"{member} is no member that can be documented", nameof(member)),
        };

    private static string Name(MemberInfo member) => FullName(member.DeclaringType!) + "." + member.Name.Replace('.', '#');

    private static string Arity(MethodBase method) => method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "";

    private static string Parameters(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => Argument(parameter.ParameterType)))})";

    private static string FullName(Type type) => type.FullName!.Replace('+', '.');

    private static string Argument(Type type)
    {
        if (type.IsByRef)
            return Argument(type.GetElementType()!) + "@";
        if (type.IsArray)
        {
            string bounds = type.GetArrayRank() == 1 ? "" : string.Join(',', Enumerable.Repeat("0:", type.GetArrayRank()));
            return $"{Argument(type.GetElementType()!)}[{bounds}]";
        }
        if (type.IsGenericMethodParameter)
            return $"``{type.GenericParameterPosition}";
        if (type.IsGenericTypeParameter)
            return $"`{type.GenericParameterPosition}";
        if (!type.IsGenericType)
            return FullName(type);
        string name = FullName(type.GetGenericTypeDefinition()).Split('`')[0];
        return $"{name}{{{string.Join(',', type.GetGenericArguments().Select(Argument))}}}";
    }
}
