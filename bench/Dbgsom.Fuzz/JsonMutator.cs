using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dbgsom.Fuzz;

/// <summary>Changes one value of a JSON text, so that it stays JSON.</summary>
public static class JsonMutator
{
    /// <summary>A changed copy; of what is no JSON, one with changed bytes.</summary>
    public static byte[] Change(byte[] content, Random random)
    {
        try
        {
            var root = JsonNode.Parse(content)!;
            var places = new List<(JsonNode Parent, string? Name, int Index)>();
            Collect(root, places);
            if (places.Count == 0)
                return Mutator.Change(content, [content], random);
            var (parent, name, index) = places[random.Next(places.Count)];
            var value = Value(places, random);
            if (parent is JsonObject fields && random.Next(5) == 0)
                fields.Remove(name!);
            else if (parent is JsonObject some)
                some[name!] = value;
            else if (random.Next(4) == 0)
                ((JsonArray)parent).Insert(index, value);
            else
                ((JsonArray)parent)[index] = value;
            return Encoding.UTF8.GetBytes(root.ToJsonString());
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            return Mutator.Change(content, [content], random);
        }
    }

    private static void Collect(JsonNode? node, List<(JsonNode, string?, int)> places)
    {
        if (node is JsonObject fields)
            foreach (var (name, value) in fields)
            {
                places.Add((fields, name, 0));
                Collect(value, places);
            }
        else if (node is JsonArray list)
            for (int i = 0; i < list.Count; i++)
            {
                places.Add((list, null, i));
                Collect(list[i], places);
            }
    }

    private static JsonNode? Value(List<(JsonNode Parent, string? Name, int Index)> places, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                return null;
            case 1:
                return "";
            case 2:
                return new JsonArray();
            case 3:
                return new JsonObject();
            case 4:
                return true;
            case 5:
                return Enumerable.Range(0, 40).Aggregate((JsonNode)new JsonArray(), (inner, _) => new JsonArray(inner));
            case 6:
                return new string('x', random.Next(5000));
            case 7:
                return "\ud800\u0000../\u202e";
            case 8:
                double number = Mutator.Number(random);
                return double.IsFinite(number) ? number : 1e300;
            case 9:
                // A value from elsewhere: of a right kind in a wrong place.
                var (parent, name, index) = places[random.Next(places.Count)];
                return (name is null ? parent[index] : parent[name])?.DeepClone();
            default:
                return Mutator.Edge(random);
        }
    }
}
