using System.Net;
using System.Text.Json;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>The tide for integrators: how high queues stand, what is proposed, and a word in it.</summary>
public sealed class TideSpecs : IAsyncLifetime
{
    private RunningHub _hub = null!;

    public async ValueTask InitializeAsync() => _hub = await RunningHub.StartAsync();
    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<Talk> Do(string window, string verb, string body = "{}") => Talk.PostAsync(_hub.Client, $"windows/{window}/{verb}", body);
    private Task MinuteAsync() => _hub.Hall.SendAsync(new(Guid.NewGuid(), Actor.Hub, new MinuteCame()), TestContext.Current.CancellationToken);
    private async Task<JsonElement> WindowAsync(string id) => (await Talk.GetAsync(_hub.Client, "tide"))["windows"].EnumerateArray().Single(w => w.GetProperty("id").GetString() == id);

    [Fact]
    public async Task What_is_proposed_is_accepted_and_the_window_serves_it()
    {
        var plan = _hub.Hall.View.Plan;
        var tidal = plan.Windows.First(w => w.TidalFor.Length > 0 && !w.OnCall);
        var item = plan.Items.First(i => i.Category == tidal.TidalFor[0]).Id;
        await Do(tidal.Id.Value, "open");
        await Talk.PostAsync(_hub.Client, "tickets", $$"""{"item":"{{item}}"}""");
        await MinuteAsync();
        var proposed = (await WindowAsync(tidal.Id.Value)).GetProperty("proposed");
        Assert.Equal(tidal.TidalFor[0].Value, proposed.GetProperty("to").GetString());
        Assert.Equal("unturned", proposed.GetProperty("grounds").GetProperty("cause").GetString());
        Assert.Equal(1, proposed.GetProperty("grounds").GetProperty("to").GetProperty("waiting").GetInt32());
        Assert.Equal(HttpStatusCode.Conflict, (await Do(tidal.Id.Value, "call-next")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Do(tidal.Id.Value, "accept-move")).Status);
        Assert.Equal(tidal.TidalFor[0].Value, (await WindowAsync(tidal.Id.Value)).GetProperty("turnedTo").GetString());
        Assert.Equal(HttpStatusCode.OK, (await Do(tidal.Id.Value, "call-next")).Status);
        Assert.Equal("NothingProposed", (await Do(tidal.Id.Value, "accept-move")).Code, ignoreCase: true);
    }

    [Fact]
    public async Task A_window_is_locked_for_a_reason_and_unlocked()
    {
        var tidal = _hub.Hall.View.Plan.Windows.First(w => w.TidalFor.Length > 0).Id.Value;
        Assert.Equal(HttpStatusCode.BadRequest, (await Do(tidal, "lock")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Do(tidal, "lock", """{"reason":"training"}""")).Status);
        Assert.NotEqual(JsonValueKind.Null, (await WindowAsync(tidal)).GetProperty("lockedBy").ValueKind);
        Assert.Equal(HttpStatusCode.OK, (await Do(tidal, "unlock")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Do(_hub.Hall.View.Plan.Windows[0].Id.Value, "unlock")).Status);
    }

    [Fact]
    public async Task The_mode_is_set_for_the_day_and_only_to_what_there_is()
    {
        Assert.Equal("propose", (await Talk.GetAsync(_hub.Client, "tide"))["mode"].GetString());
        Assert.Equal("automatic", (await Talk.PostAsync(_hub.Client, "tide/mode", """{"mode":"automatic"}"""))["mode"].GetString());
        Assert.Equal("mode：不允许“often”。可用：off, propose, automatic, thresholds。", (await Talk.PostAsync(_hub.Client, "tide/mode", """{"mode":"often"}"""))["detail"].GetString());
        Assert.Equal("automatic", (await Talk.GetAsync(_hub.Client, "tide"))["mode"].GetString());
    }
}
