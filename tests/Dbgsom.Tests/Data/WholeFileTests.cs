using Dbgsom.Data;

namespace Dbgsom.Tests.Data;

/// <summary>A save that fails after any number of bytes leaves the old file, and nothing else.</summary>
public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_save_that_fails_at_any_byte_leaves_the_old_file()
    {
        string path = folder.Path("file");
        byte[] old = [1, 2, 3];
        var map = new SomVq(new SomOptions { TargetNeurons = 4 }).Fit(Training.SameBitsTests.Make(60, 2, 3));
        map.Save(folder.Path("whole"));
        byte[] whole = File.ReadAllBytes(folder.Path("whole"));
        File.Delete(folder.Path("whole"));
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
            Assert.Single(Directory.GetFiles(folder.Path("")));
        }
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
