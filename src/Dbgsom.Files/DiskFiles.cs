using Dbgsom.Rows;

namespace Dbgsom.Files;

/// <summary>Properties of files other than their content.</summary>
internal static class DiskFiles
{
    /// <summary>Returns whether a path leads to a file of bytes. Opening a pipe would wait for somebody to write to it.</summary>
    /// <remarks>Where the system cannot be asked, a file without content counts as none: pipes and devices have the length 0.</remarks>
    public static bool IsRegular(string path) =>
        FileIdentity.Of(path) is { } found ? found.IsRegular
        : OperatingSystem.IsLinux() && !File.Exists(path) ? false
        : new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length > 0;

    /// <summary>Returns whether two paths lead to one file, also over links.</summary>
    public static bool AreSame(string one, string other) =>
        Path.GetFullPath(one) == Path.GetFullPath(other)
        || FileIdentity.Of(one) is { } first && FileIdentity.Of(other) is { } second && first == second
        || WholeFile.Target(one) == WholeFile.Target(other);

    /// <inheritdoc cref="WholeFile.Check"/>
    public static void CheckWriting(string path) => WholeFile.Check(path);

    /// <summary>Writes a file as a whole or not at all.</summary>
    public static void Write(string path, byte[] bytes) => WholeFile.Write(path, stream => stream.Write(bytes));
}
