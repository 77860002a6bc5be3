using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Dbgsom.Cluster.Tests.Processes;

/// <summary>A Redis server of its own for a test, on a free port of this machine.</summary>
internal sealed class RedisProcess : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly int port = FreePort();
    private readonly bool keepsData;
    private Process? server;

    private RedisProcess(bool keepsData) => this.keepsData = keepsData;

    public string Address => $"127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Starts a server; skips the test where there is none, and fails it in CI.</summary>
    /// <param name="keepsData">Whether it has its data again when it is started again.</param>
    public static RedisProcess Start(bool keepsData = false)
    {
        NeedsAttribute.MustBeNamed(Need.Redis);
        bool found = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(path => File.Exists(Path.Combine(path, "redis-server")));
        if (!found)
            Prerequisite.Missing("redis-server is not installed");
        var redis = new RedisProcess(keepsData);
        redis.Begin();
        return redis;
    }

    /// <summary>A port nobody listens at.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts it, or starts it again.</summary>
    public void Begin()
    {
        string[] args =
        [
            "--port",
            port.ToString(CultureInfo.InvariantCulture),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            keepsData ? "yes" : "no",
            "--appendfsync",
            "always",
            "--dir",
            folder.Path,
            "--logfile",
            folder.At("log"),
        ];
        server = Process.Start(new ProcessStartInfo("redis-server", args) { UseShellExecute = false })!;
        for (int attempt = 0; !Answers(); attempt++)
        {
            Assert.True(attempt < 100, "redis-server does not start");
            Thread.Sleep(100);
        }
    }

    /// <summary>Ends it; what it was told so far is in its file.</summary>
    public void End()
    {
        server?.Kill();
        server?.WaitForExit();
        server?.Dispose();
        server = null;
    }

    public void Dispose()
    {
        End();
        folder.Dispose();
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            client.GetStream().Write("PING\r\n"u8);
            // It says LOADING for as long as it reads its file.
            return client.GetStream().ReadByte() == '+';
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
