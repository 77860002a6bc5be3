using System.Net;
using System.Net.Sockets;
using System.Text;
using Dbgsom.Naming;

namespace Dbgsom.Explorer.Tests;

public sealed class UploadTests
{
    private const string Rows = "a,b\n1,2\n3,4\n5,6\n7,8\n9,1\n";
    private const int Most = 50_000;

    /// <summary>More than a connection buffers and than the server takes by itself: the answer has to come although nobody wants the rest.</summary>
    private const int Much = 40_000_000;

    public static TheoryData<string> Names =>
        new()
        {
            "<script>alert(1)</script>.csv",
            "\"quoted\" 'twice'.csv",
            "two\nlines\r\nand a \u0000 and \u001b[31mred.csv",
            new string('x', 10_000) + ".csv",
            string.Concat(Enumerable.Repeat("ü😀", 2_500)) + ".csv",
            "../../../../etc/cron.d/evil.csv",
            "..\\..\\windows\\evil.csv",
            "/etc/passwd.csv",
            "C:\\evil.csv",
            ".csv",
            "right\u202eto left.csv",
            "%2e%2e%2fevil.csv",
        };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_is_only_ever_text(string name)
    {
        await using var site = await Site.Open();
        var (status, file) = await site.Upload(name, Rows);
        Assert.Equal(HttpStatusCode.Created, status);
        string shown = (string)file["name"]!;
        Assert.InRange(shown.EnumerateRunes().Count(), 1, 101);
        Assert.DoesNotContain(shown, c => char.IsControl(c) || c == '\u202e');
        Assert.All(
            Directory.GetFiles(site.Server.FolderPath, "*", SearchOption.AllDirectories),
            path => Assert.Matches(@"^\d+\.csv$", Path.GetFileName(path))
        );
        // What is shown elsewhere: in the list, in a failure, in the name of a download.
        await site.Begin(new System.Text.Json.Nodes.JsonObject { ["file"] = (string)file["id"]!, ["fullSpeed"] = true });
        Assert.Equal(shown, (string)(await site.Until("Done"))["title"]!);
        using var model = await site.Send(HttpMethod.Get, "/api/model");
        Assert.Matches(
            "^attachment; filename=\"[A-Za-z0-9._-]{1,80}\"$",
            string.Join("", model.Content.Headers.GetValues("Content-Disposition"))
        );
        using var page = await site.Send(HttpMethod.Get, "/api/report.html");
        Assert.DoesNotContain("<script>alert", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.doc", Rows, "data.doc", ".npy, .npz, .csv, .tsv, .txt")]
    [InlineData("data", Rows, "data", ".npy, .npz, .csv, .tsv, .txt")]
    [InlineData("data.csv.exe", Rows, "data.csv.exe", ".csv")]
    [InlineData("wrong.npy", Rows, "wrong.npy", "not a .npy")]
    [InlineData("wrong.npz", Rows, "wrong.npz", "archive")]
    [InlineData("wrong.som.npz", Rows, "wrong.som.npz", "not a map")]
    [InlineData("empty.csv", "", "empty.csv", "no data")]
    [InlineData("header.csv", "a,b\n", "header.csv", "no rows below")]
    [InlineData("quote.csv", "a,b\n1,\"2\n3,4\n", "quote.csv", "line")]
    public async Task What_cannot_be_read_is_refused_by_name(string name, string content, params string[] said)
    {
        await using var site = await Site.Open();
        int before = Directory.GetFiles(site.Server.FolderPath).Length;
        var (status, answer) = await site.Upload(name, content);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        string error = (string)answer["error"]!;
        Assert.All(said, part => Assert.Contains(part, error, StringComparison.Ordinal));
        Assert.DoesNotContain(site.Server.FolderPath, error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(site.Server.FolderPath).Length);
    }

    [Fact]
    public async Task A_request_has_to_name_its_file()
    {
        await using var site = await Site.Open();
        using var answer = await site.Send(HttpMethod.Post, "/api/files", new StringContent(Rows));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData(true, Most + 1)]
    [InlineData(false, Most + 1)]
    [InlineData(true, Much)]
    [InlineData(false, Much)]
    public async Task Too_much_is_refused_and_the_words_arrive(bool saysLength, int length)
    {
        await using var site = await Site.Open(new ExplorerOptions { MaxUpload = Most });
        int before = Directory.GetFiles(site.Server.FolderPath).Length;
        using var content = new StreamContent(new MemoryStream(Encoding.ASCII.GetBytes(new string('1', length))));
        if (!saysLength)
            content.Headers.ContentLength = null;
        using var answer = await site.Send(
            HttpMethod.Post,
            "/api/files",
            content,
            saysLength ? [("Dbgsom-File-Name", "big.csv")] : [("Dbgsom-File-Name", "big.csv"), ("Transfer-Encoding", "chunked")]
        );
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        string error = await answer.Content.ReadAsStringAsync();
        Assert.Contains("big.csv is larger than the limit of 48.8 KiB", error, StringComparison.Ordinal);
        Assert.Contains("--max-upload", error, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(site.Server.FolderPath).Length);
    }

    /// <summary>A browser sends everything before it reads anything.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_sends_all_before_reading_gets_the_words_too(bool saysLength)
    {
        await using var site = await Site.Open(new ExplorerOptions { MaxUpload = Most });
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", site.Root.Port);
        var stream = socket.GetStream();
        string length = saysLength ? $"Content-Length: {Much}" : "Transfer-Encoding: chunked";
        await stream.WriteAsync(
            Encoding.ASCII.GetBytes(
                $"POST /api/files HTTP/1.1\r\nHost: 127.0.0.1:{site.Root.Port}\r\nCookie: {site.Cookie}\r\nDbgsom-File-Name: big.csv\r\n{length}\r\n\r\n"
            )
        );
        byte[] body = Encoding.ASCII.GetBytes(new string('1', Much));
        if (!saysLength)
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{Much:x}\r\n"));
        await stream.WriteAsync(body);
        if (!saysLength)
            await stream.WriteAsync("\r\n0\r\n\r\n"u8.ToArray());
        byte[] buffer = new byte[10_000];
        int read = await stream.ReadAsync(buffer);
        Assert.StartsWith("HTTP/1.1 413", Encoding.UTF8.GetString(buffer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_much_as_is_allowed_is_taken()
    {
        string rows = "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", (Most / 4) - 1));
        Assert.Equal(Most, rows.Length);
        await using var site = await Site.Open(new ExplorerOptions { MaxUpload = Most });
        Assert.Equal(HttpStatusCode.Created, (await site.Upload("full.csv", rows)).Status);
    }
}
