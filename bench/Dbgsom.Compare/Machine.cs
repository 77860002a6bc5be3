using System.Reflection;
using System.Runtime.InteropServices;

namespace Dbgsom.Compare;

/// <summary>What all is measured on.</summary>
internal static class Machine
{
    public static string Processor { get; } =
        FromCpuInfo()
        ?? Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")
        ?? $"{RuntimeInformation.ProcessArchitecture}";

    /// <summary>How many tasks were running or waiting for a core over the last minute, as Linux says it; "" elsewhere.</summary>
    public static string Load => File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "";

    /// <summary>The version of the package that a type is from.</summary>
    public static string VersionOf(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static string? FromCpuInfo() =>
        File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                is { } line
                ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
                : null
            : null;
}
