using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>A save that fails after any number of bytes leaves the old file, and nothing else.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_save_that_fails_at_any_byte_leaves_the_old_file()
    {
        string path = folder.At("file");
        byte[] old = [1, 2, 3];
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Training.SameBitsTests.Make(60, 2, 3));
        map.Save(folder.At("whole"));
        byte[] whole = File.ReadAllBytes(folder.At("whole"));
        File.Delete(folder.At("whole"));
        for (int bytes = 0; bytes <= whole.Length; bytes += bytes < 600 || bytes > whole.Length - 600 ? 1 : 37)
        {
            File.WriteAllBytes(path, old);
            int most = bytes;
            void Save() => WholeFile.Write(path, stream => new Limited(stream, most).Write(whole));
            if (bytes < whole.Length)
            {
                Assert.Throws<IOException>(Save);
                Assert.Equal(old, File.ReadAllBytes(path));
            }
            else
            {
                Save();
                Assert.Equal(whole, File.ReadAllBytes(path));
            }
            Assert.Single(Directory.GetFiles(folder.At("")));
        }
    }

    /// <summary>A device stays one: it is written to, and no other file is made beside it.</summary>
    [Fact]
    public void A_device_is_written_to_and_not_replaced()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "/dev/null is a device of Unix");
        WholeFile.Check("/dev/null");
        WholeFile.Write("/dev/null", stream => stream.Write([1, 2, 3]));
        Assert.False(FileIdentity.Of("/dev/null")!.Value.IsRegular);
        Assert.Empty(File.ReadAllBytes("/dev/null"));
        Assert.Throws<InvalidOperationException>(() => WholeFile.Write("/dev/null", _ => throw new InvalidOperationException()));
    }

    [Fact]
    public void A_folder_is_not_replaced_and_nothing_is_left_beside_it()
    {
        Directory.CreateDirectory(folder.At("taken"));
        File.WriteAllBytes(folder.At("taken/inside"), [7]);
        Assert.True(
            Record.Exception(() => WholeFile.Write(folder.At("taken"), stream => stream.Write([1])))
                is IOException
                    or UnauthorizedAccessException
        );
        Assert.Equal([folder.At("taken")], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal([7], File.ReadAllBytes(folder.At("taken/inside")));
        // One that is there can be checked without a change.
        File.WriteAllBytes(folder.At("file"), [8]);
        WholeFile.Check(folder.At("file"));
        Assert.Equal([8], File.ReadAllBytes(folder.At("file")));
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_named()
    {
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Training.SameBitsTests.Make(60, 2, 3));
        string path = folder.At(Path.Combine("absent", "map.som.npz"));
        var e = Assert.Throws<DirectoryNotFoundException>(() => map.Save(path));
        Assert.Contains($"the folder {folder.At("absent")} does not exist", e.Message, StringComparison.Ordinal);
    }

    /// <summary>While it is written, too, nobody can read what they could not read before.</summary>
    [Fact]
    public void A_file_that_is_replaced_keeps_its_permissions_from_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are those of Unix");
        string path = folder.At("private");
        foreach (
            var mode in new[]
            {
                UnixFileMode.UserRead | UnixFileMode.UserWrite,
                (UnixFileMode)0b110_110_110,
                UnixFileMode.UserRead,
            }
        )
        {
            File.WriteAllText(path, "old");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, mode);
            WholeFile.Write(
                path,
                stream => Assert.Equal(mode, OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(((FileStream)stream).Name))
            );
            Assert.Equal(mode, OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path));
            File.Delete(path);
        }
    }

    [Fact]
    public void Checking_leaves_nothing_and_refuses_a_name_that_is_too_long()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "255 bytes are the most on Linux");
        WholeFile.Check(folder.At(new string('n', 255)));
        Assert.ThrowsAny<IOException>(() => WholeFile.Check(folder.At(new string('n', 256))));
        Assert.Empty(Directory.GetFiles(folder.At("")));
        WholeFile.Write(folder.At(new string('n', 255)), stream => stream.WriteByte(1));
        Assert.Single(Directory.GetFiles(folder.At("")));
    }

    /// <summary>A disk that takes so many bytes more.</summary>
    private sealed class Limited(Stream under, int most) : Stream
    {
        private int left = most;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => under.Length;

        public override long Position
        {
            get => under.Position;
            set => under.Position = value;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            under.Write(buffer, offset, Math.Min(left, count));
            if (count > left)
                throw new IOException("no space left");
            left -= count;
        }

        public override void Flush() => under.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => under.SetLength(value);
    }
}
