using System.Reflection;

namespace Dbgsom.Package.Tests;

/// <summary>The projects of the repository, and how they were built.</summary>
internal static class Repository
{
    /// <summary>Release or Debug: that of these tests.</summary>
    public static string Configuration { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(data => data.Key == "Configuration")
            .Value!;

    /// <summary>The names of the projects that are packed, which are those of the packages.</summary>
    public static IEnumerable<string> Projects { get; } =
        Directory
            .EnumerateDirectories(RepositoryFolder.At("src"))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .Where(file => File.ReadAllText(file).Contains("<IsPackable>true</IsPackable>", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal)
            .ToList();

    /// <summary>Those whose packages are libraries.</summary>
    public static IEnumerable<string> Libraries => Projects.Where(name => name != PackedPackages.Tool);
}
