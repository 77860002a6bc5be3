using System.Diagnostics;
using System.Runtime.Intrinsics;
using Dbgsom.Rows;

namespace Dbgsom.Tests.Training;

/// <summary>The same bytes on processors with and without wide registers, and with another C library: in child processes that are told so.</summary>
[Needs(Need.Time)]
public sealed class ProcessorTests : IDisposable
{
    private const string TargetVariable = "DBGSOM_TEST_TARGET";
    private const string WidthVariable = "DBGSOM_TEST_WIDTH";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>What is switched off, and the widest registers that are left (0: any).</summary>
    public static TheoryData<string, string, int> Switches =>
        new()
        {
            { "DOTNET_EnableAVX512", "0", 256 },
            { "DOTNET_EnableAVX2", "0", 128 },
            { "DOTNET_EnableHWIntrinsic", "0", 64 },
            { "GLIBC_TUNABLES", "glibc.cpu.hwcaps=-AVX2,-FMA,-AVX512F", 0 },
        };

    [Theory]
    [MemberData(nameof(Switches))]
    public void Models_are_the_same_bytes(string variable, string value, int width)
    {
        Train(folder.Path);
        string other = Directory.CreateDirectory(folder.At("other")).FullName;
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["-explicit", "only", "-method", $"*.{nameof(Child)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = value;
        start.Environment[TargetVariable] = other;
        start.Environment[WidthVariable] = $"{width}";
        using var child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, output);
        foreach (string file in SameBitsTests.Kinds.Select(kind => kind.Data).Append("mixture"))
            Assert.Equal(File.ReadAllBytes(folder.At(file)), File.ReadAllBytes(Path.Combine(other, file)));
    }

    /// <summary>The tests of the kernels themselves, with what registers are left.</summary>
    [Theory]
    [MemberData(nameof(Switches))]
    public void Kernels_hold(string variable, string value, int width)
    {
        Assert.True(width is >= 0 and <= 256);
        var start = new ProcessStartInfo(
            Environment.ProcessPath!,
            ["-namespace", "Dbgsom.Tests.Kernels", "-namespace", "Dbgsom.Tests.Search"]
        )
        {
            RedirectStandardOutput = true,
        };
        start.Environment[variable] = value;
        using var child = Process.Start(start)!;
        string output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.True(child.ExitCode == 0, output);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }

    /// <summary>The child's part: not run by itself.</summary>
    [Fact(Explicit = true)]
    public void Child()
    {
        int width =
            Vector512.IsHardwareAccelerated ? 512
            : Vector256.IsHardwareAccelerated ? 256
            : Vector128.IsHardwareAccelerated ? 128
            : 64;
        int most = int.Parse(
            Environment.GetEnvironmentVariable(WidthVariable)!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.True(most == 0 || width <= most, $"registers of {width} bits are in use where {most} were to be the widest");
        Train(Environment.GetEnvironmentVariable(TargetVariable)!);
    }

    private static void Train(string target)
    {
        foreach (string kind in SameBitsTests.Kinds.Select(kind => kind.Data))
            SameBitsTests.Fit(kind, SameBitsTests.Wide).Save(Path.Combine(target, kind));
        var map = SomMap.Load(Path.Combine(target, "default"));
        NpyFile.Write(Path.Combine(target, "mixture"), map.MixtureCoefficients(SameBitsTests.Wide));
    }
}
