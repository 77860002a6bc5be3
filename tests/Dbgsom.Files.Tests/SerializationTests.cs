using System.ComponentModel;
using System.Text.Json;
using Dbgsom.Naming;

namespace Dbgsom.Files.Tests;

/// <summary>Choices in the options of files go through JSON and configuration by name.</summary>
public sealed class SerializationTests
{
    [Fact]
    public void Choices_are_written_as_their_names()
    {
        Check<HeaderMode>("auto", "yes", "no");
        Check<TextEncoding>("utf-8", "utf-16", "latin1", "windows-1252");
        Check<DataPrecision>([.. DataPrecision.All.Select(one => one.Name)]);

        static void Check<T>(params string[] names)
            where T : class, INamed<T>
        {
            Assert.Equal(names, T.All.Select(choice => choice.Name));
            foreach (var choice in T.All)
            {
                Assert.Equal($"\"{choice.Name}\"", JsonSerializer.Serialize(choice));
                Assert.Same(choice, JsonSerializer.Deserialize<T>($"\"{choice.Name.ToUpperInvariant()}\""));
                var converter = TypeDescriptor.GetConverter(typeof(T));
                Assert.Equal(choice.Name, converter.ConvertToInvariantString(choice));
                Assert.Same(choice, converter.ConvertFromInvariantString(choice.Name));
            }
        }
    }

    [Fact]
    public void Options_of_files_survive_the_serializer()
    {
        var options = new DataFileOptions
        {
            Header = HeaderMode.No,
            Encoding = TextEncoding.Latin1,
            Precision = DataPrecision.SinglePrecision,
            Delimiter = ';',
            MaxUnpackedBytes = 5,
        };
        Assert.Equal(options, JsonSerializer.Deserialize<DataFileOptions>(JsonSerializer.Serialize(options)));
    }

    [Theory]
    [InlineData("\"maybe\"", "'maybe' is not one of auto, yes, no")]
    [InlineData("true", "one of auto, yes, no")]
    public void Other_values_are_refused_with_those_that_exist(string json, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<HeaderMode>(json)).Message,
            StringComparison.Ordinal
        );
}
