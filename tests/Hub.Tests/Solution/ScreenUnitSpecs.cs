using System.Globalization;

namespace TidalHall.Hub.Tests.Solution;

/// <summary>The unit that keeps a browser on an unattended screen, as it is shipped and as docs/operations.md tells of it.</summary>
public sealed class ScreenUnitSpecs
{
    private static readonly string Screens = Path.Combine(FolderRules.Root, "screens");

    private static ILookup<string, string> Unit { get; } = File.ReadLines(Path.Combine(Screens, "tidalhall-screen.service"))
        .Where(line => !line.StartsWith('#')).Select(line => line.Split('=', 2)).Where(pair => pair.Length is 2).ToLookup(pair => pair[0], pair => pair[1]);

    [Fact]
    public void However_the_browser_ends_it_is_started_anew_in_a_moment_and_without_a_limit()
    {
        Assert.Equal("always", Assert.Single(Unit["Restart"]));
        Assert.InRange(int.Parse(Assert.Single(Unit["RestartSec"]), CultureInfo.InvariantCulture), 0, 3);
        Assert.Equal("0", Assert.Single(Unit["StartLimitIntervalSec"]));
    }

    [Fact]
    public void What_it_starts_is_shipped_beside_it_and_may_be_run()
    {
        var script = Path.Combine(Screens, Path.GetFileName(Assert.Single(Unit["ExecStart"]).Split(' ')[0]));
        if (!OperatingSystem.IsWindows()) Assert.True(File.GetUnixFileMode(script).HasFlag(UnixFileMode.OtherExecute), $"{script} is not executable.");
        var text = File.ReadAllText(script);
        Assert.All((string[])["--kiosk", "--autoplay-policy=no-user-gesture-required", "--disable-session-crashed-bubble"], option => Assert.Contains(option, text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_guide_tells_how_to_put_it_in_place()
    {
        var guide = File.ReadAllText(Path.Combine(FolderRules.Root, "docs", "operations.md"));
        Assert.All((string[])["systemctl enable --now tidalhall-screen", "/etc/tidalhall/screen", "fonts-noto-cjk"], words => Assert.Contains(words, guide, StringComparison.Ordinal));
    }
}
