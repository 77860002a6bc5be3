using Dbgsom.Rows;

namespace Dbgsom.Tests.Data;

/// <summary>One file has one identity, whatever leads to it; a file of bytes is told from folders, pipes and devices.</summary>
public sealed class FileIdentityTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public FileIdentityTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Links_share_the_identity_of_their_file()
    {
        string path = folder.Write("größe.npy", [1]);
        File.CreateSymbolicLink(folder.At("link"), "größe.npy");
        File.WriteAllBytes(folder.At("copy"), [1]);
        var identity = FileIdentity.Of(path)!.Value;
        Assert.True(identity.IsRegular);
        Assert.Equal(identity, FileIdentity.Of(folder.At("link")));
        Assert.Equal(identity, FileIdentity.Of(folder.At("./größe.npy")));
        // Beside it on the same device.
        var copy = FileIdentity.Of(folder.At("copy"))!.Value;
        Assert.Equal(identity.Device, copy.Device);
        Assert.NotEqual(identity.Number, copy.Number);
        // It goes with the file, not with the name.
        File.Move(path, folder.At("moved"));
        Assert.Equal(identity, FileIdentity.Of(folder.At("moved")));
        Assert.Null(FileIdentity.Of(folder.At("link")));
    }

    [Fact]
    public void What_holds_no_bytes_is_no_regular_file()
    {
        Assert.False(FileIdentity.Of(folder.Path)!.Value.IsRegular);
        Assert.False(FileIdentity.Of("/dev/null")!.Value.IsRegular);
        Assert.Null(FileIdentity.Of(folder.At("absent")));
        Assert.Null(FileIdentity.Of(""));
    }
}
