using System.Runtime.InteropServices;
using System.Text;

namespace Dbgsom.Rows;

/// <summary>The identity of the target of a path: its kind, and its number in the file system, which all links to it share.</summary>
/// <param name="IsRegular">True for a file of bytes; false for a folder, pipe, socket or device.</param>
/// <param name="Device">The device it lies on.</param>
/// <param name="Number">The inode number.</param>
internal readonly record struct FileIdentity(bool IsRegular, ulong Device, ulong Number)
{
    // .NET tells neither the kind nor the inode of a file. statx(2) does, with one layout on every processor; libc exports it.
    private static readonly nint Statx =
        OperatingSystem.IsLinux() && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "statx", out nint address)
            ? address
            : 0;

    /// <summary>Follows links and looks, without opening the file. Null where there is none, or where the system cannot be asked.</summary>
    public static unsafe FileIdentity? Of(string path)
    {
        const int CurrentFolder = -100;
        const uint BasicFields = 0x7ff;
        const int KindMask = 0xf000;
        const int Regular = 0x8000;
        if (Statx == 0)
            return null;
        byte[] name = [.. Encoding.UTF8.GetBytes(path), 0];
        Span<byte> found = stackalloc byte[256];
        fixed (byte* namePointer = name)
        fixed (byte* foundPointer = found)
            if (
                ((delegate* unmanaged<int, byte*, int, uint, byte*, int>)Statx)(
                    CurrentFolder,
                    namePointer,
                    0,
                    BasicFields,
                    foundPointer
                ) != 0
            )
                return null;
        int mode = BitConverter.ToUInt16(found[28..]);
        ulong device = ((ulong)BitConverter.ToUInt32(found[136..]) << 32) | BitConverter.ToUInt32(found[140..]);
        return new FileIdentity((mode & KindMask) == Regular, device, BitConverter.ToUInt64(found[32..]));
    }
}
