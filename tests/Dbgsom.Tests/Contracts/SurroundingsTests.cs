using System.Globalization;
using Dbgsom.Export;
using Dbgsom.Options;

namespace Dbgsom.Tests.Contracts;

/// <summary>Language, number format and time zone of the machine do not show in what is computed, written, read or said.</summary>
[CollectionDefinition(nameof(SurroundingsTests), DisableParallelization = true)]
[Collection(nameof(SurroundingsTests))]
public sealed class SurroundingsTests : IDisposable
{
    private readonly CultureInfo culture = CultureInfo.CurrentCulture;
    private readonly string? zone = Environment.GetEnvironmentVariable("TZ");
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        Environment.SetEnvironmentVariable("TZ", zone);
        TimeZoneInfo.ClearCachedData();
        folder.Dispose();
    }

    public static TheoryData<string, string> Places =>
        new()
        {
            { "de-DE", "America/St_Johns" },
            { "tr-TR", "Pacific/Kiritimati" },
            { "sv-SE", "UTC" },
            { "ar-SA", "Asia/Tehran" },
        };

    [Theory]
    [MemberData(nameof(Places))]
    public void Everything_is_the_same_everywhere(string language, string timeZone)
    {
        string[] here = [.. Outcomes()];
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Of(language);
        Environment.SetEnvironmentVariable("TZ", timeZone);
        TimeZoneInfo.ClearCachedData();
        Assert.NotEqual("1.5", 1.5.ToString(CultureInfo.CurrentCulture));
        Assert.Equal(here, Outcomes());
    }

    /// <summary>
    /// The culture where the machine has it; where programs run without, as these tests do, one that is made to differ in all a number is
    /// written with, and more than any real one does.
    /// </summary>
    private static CultureInfo Of(string language)
    {
        var made = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var numbers = made.NumberFormat;
        (numbers.NumberDecimalSeparator, numbers.NumberGroupSeparator) = (",", language == "de-DE" ? "." : "\u00a0");
        (numbers.NegativeSign, numbers.PositiveSign) = language switch
        {
            "sv-SE" => ("\u2212", "+"),
            "ar-SA" => ("\u061c-", "\u061c+"),
            _ => ("~", "&"),
        };
        (numbers.NaNSymbol, numbers.PositiveInfinitySymbol) = ("keine Zahl", "unendlich");
        (made.DateTimeFormat.ShortDatePattern, made.DateTimeFormat.DateSeparator) = ("dd.MM.yyyy", ".");
        try
        {
            var real = CultureInfo.GetCultureInfo(language);
            return real.NumberFormat.NumberDecimalSeparator == "." ? made : real;
        }
        catch (CultureNotFoundException)
        {
            return made;
        }
    }

    private IEnumerable<string> Outcomes()
    {
        foreach (var variant in Variant.All.DistinctBy(variant => (variant.Estimator, variant.Options.Preset)))
        {
            var map = variant.Fit();
            string path = folder.At("m.som.npz");
            map.Save(path);
            yield return Convert.ToHexString(File.ReadAllBytes(path));
            yield return Convert.ToHexString(SomMap.Load(path).ToBytes());
            yield return string.Join('\n', map.Diagnostics.Select(diagnostic => diagnostic.Message));
            yield return string.Join(' ', map.Neurons.Select(neuron => neuron.Position));
            foreach (var format in MapFormat.All.Where(format => !format.NeedsFullGrid || variant.Options.Grid is not null))
            {
                map.Export(folder.At("m"), format);
                yield return Convert.ToHexString(File.ReadAllBytes(folder.At("m")));
            }
            yield return (variant.Options with { SigmaStart = 1.5 }).ToString();
            foreach (var option in SomOption.All)
            {
                yield return option.Format(variant.Options);
                yield return $"{variant.Options == option.Parse(variant.Options, option.Format(variant.Options))}";
                foreach (string beyond in OptionValues.Of(option).Beyond)
                    yield return Assert.ThrowsAny<ArgumentException>(() => option.Parse(variant.Options, beyond)).Message;
            }
            using var rows = variant.Estimator.Engine(variant.Request());
            var run = TrainingRun.Start(variant.Options, rows);
            run.Advance();
            run.Save(path);
            yield return Convert.ToHexString(File.ReadAllBytes(path));
            run = TrainingRun.Resume(path, rows);
            yield return Convert.ToHexString(run.Complete().ToBytes());
        }
        yield return Assert
            .ThrowsAny<ArgumentException>(() => (SomOptions.Default with { Lambda = 1.5, TargetNeurons = 9 }).Validate())
            .Message;
        yield return Assert.ThrowsAny<ArgumentException>(() => DataMatrix.From([1, -1.5, double.PositiveInfinity], 1)).Message;
    }
}
