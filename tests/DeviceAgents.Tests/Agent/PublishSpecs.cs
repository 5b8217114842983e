using System.Diagnostics;
using TidalHall.DeviceAgents.Tests.Transports;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>An agent is put beside the hardware as a folder that needs nothing installed. <c>TIDALHALL_PUBLISH=1</c>: minutes, and the runtimes are fetched.</summary>
public sealed class PublishSpecs
{
    [Theory]
    [InlineData("linux-x64", "TidalHall.DeviceAgents", "libe_sqlite3.so")]
    [InlineData("linux-arm64", "TidalHall.DeviceAgents", "libe_sqlite3.so")]
    [InlineData("win-x64", "TidalHall.DeviceAgents.exe", "e_sqlite3.dll")]
    public async Task It_is_published_whole_for(string runtime, string program, string database)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("TIDALHALL_PUBLISH") is "1", "Set TIDALHALL_PUBLISH=1.");
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TidalHall.slnx"))) root = root.Parent!;
        var output = Bench.Folder("publish");
        // Its own folder for what is made on the way: the one beside the source belongs to the tests' build.
        using var publish = Process.Start(new ProcessStartInfo("dotnet", ["publish", Path.Combine(root.FullName, "src", "DeviceAgents"), "-c", "Release", "-r", runtime, "--self-contained", "-o", output, "--artifacts-path", Bench.Folder("made"), "-nologo", "-v", "q"])
        { RedirectStandardOutput = true })!;
        var said = await publish.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await publish.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(publish.ExitCode == 0, said);
        Assert.All((string[])[program, database, "hardware-profiles/kerong-cu16.json", "Fonts/NotoSansSC_400Regular.ttf"], file => Assert.True(File.Exists(Path.Combine(output, file)), $"{runtime}: {file} is missing"));
        if (runtime == "linux-x64" && OperatingSystem.IsLinux())
        {
            using var list = Process.Start(new ProcessStartInfo(Path.Combine(output, program), ["list"]) { RedirectStandardOutput = true })!;
            Assert.Contains("kerong-cu16", await list.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        Directory.Delete(output, recursive: true);
    }
}
