using System.Text.Json;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios;

/// <summary>What the hub says to a display comes doubled, late and in another order: the screen never steps back.</summary>
/// <remarks>The display's own script in a real Chromium, on a transport that the test is.</remarks>
public sealed class ScreensNeverStepBack
{
    private const string Page = """
        <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"></head><body>
        <div id="live" data-sequence="10" data-kind="counted" data-key="one" data-hall="small" data-language="zh-CN"><p>10</p></div>
        <script type="module" src="/live.js"></script></body></html>
        """;

    /// <summary>Keeps what the page listens for, line by line.</summary>
    private const string Transport = """
        window.lines = [];
        window.signalR = { LogLevel: { None: 0 }, HubConnectionBuilder: class {
          withUrl() { return this; } withServerTimeout() { return this; } withKeepAliveInterval() { return this; } configureLogging() { return this; }
          build() {
            const line = { state: "Connected", on(name, hear) { this[name] = hear; }, onclose(end) { this.end = end; },
              start: async () => {}, stop: async () => {}, invoke: async () => ({ version: "1", speaks: false }) };
            window.lines.push(line);
            return line;
          } } };
        """;

    /// <summary>Says each on the newest line, a drawing or that the last one holds, and keeps what the screen shows after it.</summary>
    private const string Say = """
        said => said.map(([sequence, draws]) => {
          const line = window.lines.at(-1);
          if (draws) line.Show(sequence, `<p>${sequence}</p>`, Date.now()); else line.Alive(sequence, Date.now());
          return [Number(document.documentElement.dataset.sequence), Number(document.querySelector("#live p").textContent)];
        })
        """;

    [Fact]
    public async Task Doubled_and_reordered_nothing_older_than_what_is_shown_is_shown_again()
    {
        await using var screens = await Screens.OpenAsync();
        var page = await screens.BlankAsync(800, 600);
        await page.RouteAsync("**/*", ServeAsync);
        await page.GotoAsync("http://display.test/");
        await page.WaitForFunctionAsync("window.lines?.length === 1 && !!window.lines[0].Show");

        var random = new Random(20261129);
        // Each twice, and none more than eight places from its own.
        var said = Enumerable.Range(11, 200).SelectMany(n => (int[])[n, n]).OrderBy(n => n + random.Next(8)).Select(n => new object[] { n, random.Next(3) > 0 || n == 210 }).ToArray();
        var seen = (await page.EvaluateAsync<JsonElement>(Say, said)).EnumerateArray().Select(s => (Sequence: s[0].GetInt32(), Text: s[1].GetInt32())).ToList();
        Assert.Equal(seen.Select(s => s.Sequence).Order(), seen.Select(s => s.Sequence));
        Assert.Equal(seen.Select(s => s.Text).Order(), seen.Select(s => s.Text));
        Assert.Equal((210, 210), seen[^1]);

        // What a line that was given up still delivers is listened to no more.
        await page.EvaluateAsync("window.lines[0].end()");
        await page.WaitForFunctionAsync("window.lines.length === 2 && !!window.lines[1].Show");
        await page.EvaluateAsync("window.lines[0].Show(999, '<p>999</p>', Date.now())");
        Assert.Equal("210", await page.TextContentAsync("#live p"));
    }

    private static async Task ServeAsync(IRoute route)
    {
        var path = new Uri(route.Request.Url).AbsolutePath;
        var file = Path.Combine(Root.Folder, "src", "Ui", "wwwroot", path[1..]);
        if (path is "/") await route.FulfillAsync(new() { Body = Page, ContentType = "text/html" });
        else if (path.EndsWith("/signalr.min.js", StringComparison.Ordinal)) await route.FulfillAsync(new() { Body = Transport, ContentType = "text/javascript" });
        else if (File.Exists(file)) await route.FulfillAsync(new() { Path = file, ContentType = "text/javascript" });
        else await route.FulfillAsync(new() { Status = 404 });
    }
}
