using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Announcing;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.SignIn;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>Whoever records a hall's voice finds every line with its file's name, and hears how it is said now.</summary>
public sealed class ScriptPageSpecs(OneHub one) : IClassFixture<OneHub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private IReadOnlyList<ScriptLine> Script => RecordingScript.Of(one.Hub.Hall.View.Plan);

    [Fact]
    public async Task Each_line_stands_there_with_its_file_whether_it_is_recorded_and_a_way_to_hear_it()
    {
        using var manager = await ManagerAsync();
        var page = WebUtility.HtmlDecode(await (await manager.GetAsync("/voice/script", Cancel)).Content.ReadAsStringAsync(Cancel));
        Assert.True(Script.Count > 20);
        Assert.All(Script.Index(), line =>
        {
            Assert.Contains($"<code>{line.Item.Language}/{line.Item.FileName}</code>", page, StringComparison.Ordinal);
            Assert.Contains($"src=\"/voice/script/{line.Index}.wav?hall={one.Hub.Hall.Id}\"", page, StringComparison.Ordinal);
        });
        Assert.Contains($"已录 0 条，共 {Script.Count} 条", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_is_heard_as_it_would_be_said_and_one_beyond_the_last_is_not_found()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/espeak-ng"), "espeak-ng is not installed: apt-get install espeak-ng.");
        using var manager = await ManagerAsync();
        var heard = await manager.GetAsync("/voice/script/0.wav", Cancel);
        Assert.True(Wave.Read(await heard.Content.ReadAsByteArrayAsync(Cancel)) is { Samples.Length: > 1000 });
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync($"/voice/script/{Script.Count}.wav", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.GetAsync("/voice/script/0.wav?hall=elsewhere", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Who_is_signed_out_hears_none()
    {
        using var stranger = new Visitor(one.Hub.Address);
        Assert.False((await stranger.GetAsync("/voice/script/0.wav", Cancel)).IsSuccessStatusCode);
    }

    private async Task<Visitor> ManagerAsync()
    {
        var manager = new Visitor(one.Hub.Address);
        await manager.SignInAsync("zhang", one.Hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == "zhang").Password, Cancel);
        return manager;
    }
}
