using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;
using static TidalHall.Hub.Tests.Pickup.CabinetHall;

namespace TidalHall.Hub.Tests.Pickup;

/// <summary>The demo's cabinet by its own agent and simulated boards: what the hall asks for, what doors do.</summary>
public sealed class CabinetSpecs : IAsyncLifetime
{
    private static readonly PersonRef Li = new(Guid.NewGuid()), Wu = new(Guid.NewGuid());
    private readonly ToldChannel _told = new();
    private RunningHub _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await StartAsync(demoDevices: true, channel: _told);
        await _hub.UntilAsync(v => _hub.Pickup().IsThere(Box) && v.Devices.Any(d => d.Device == BoardA && d.Health.State is DeviceState.Ready));
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private async Task PlayAsync(params string[] orders)
    {
        foreach (var order in orders) Assert.True(await _hub.Services.GetRequiredService<IDevices>().PlayAsync(BoardA, order, Cancel));
    }

    private Task OpenAsync(int number) => _hub.UntilAsync(v => v.Cabinets.Find(Box, number).Door is DoorState.Opening { Seen: true });

    private async Task<Case> LoadedAsync(PersonRef applicant)
    {
        var of = await _hub.ReadyAsync(applicant);
        await _hub.LoadAsync(of);
        var number = _hub.Hall.View.Cabinets.Holding(of.Id)!.Number;
        await OpenAsync(number);
        await PlayAsync($"put {number}", $"shut {number}");
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, number) is { Door: DoorState.Shut, Inside: not null });
        return of;
    }

    [Fact]
    public async Task A_result_goes_in_and_home_by_what_doors_were_seen_to_do()
    {
        var of = await LoadedAsync(Li);
        var issued = await _hub.CodeAsync(of);
        var tried = await _hub.Pickup().CollectAsync(Box, issued.Code!, Guid.CreateVersion7(), Cancel);
        Assert.Equal(1, tried.Number);
        await OpenAsync(1);
        await PlayAsync("take 1", "shut 1");
        await _hub.UntilAsync(v => v.Cases.Find(of.Id)!.State is CaseState.HandedOver);
        Assert.True(_hub.At(1).IsFree);
        Assert.Equal(PickupNo.WrongCode, (await _hub.Pickup().CollectAsync(Box, issued.Code!, Guid.CreateVersion7(), Cancel)).No);
        Assert.Equal(PickupNo.CodeEnded, (await _hub.Pickup().CollectAsync(Box, issued.Qr!, Guid.CreateVersion7(), Cancel)).No);
    }

    [Fact]
    public async Task A_code_stands_nowhere_but_in_the_answer_that_told_it()
    {
        await AssertNowhereAsync((await _hub.CodeAsync(await LoadedAsync(Li))).Code!);
    }

    [Fact]
    public async Task Whose_result_was_loaded_is_told_where_and_by_which_code_which_opens_and_is_kept_nowhere()
    {
        var of = await LoadedAsync(Li);
        var told = await _told.NextAsync("pickup-code");
        Assert.Equal((Li, of.Number.ToString(), "1 号取件柜"), (told.Person, told.Fields["number"], told.Fields["place"]));
        Assert.Matches(@"^\d{4}-\d{2}-\d{2}$", told.Fields["until"]);
        await AssertNowhereAsync(told.Fields["code"]);
        Assert.Equal(1, (await _hub.Pickup().CollectAsync(Box, told.Fields["qr"], Guid.CreateVersion7(), Cancel)).Number);
    }

    [Fact]
    public async Task A_code_asked_for_anew_is_told_too_and_ends_the_first()
    {
        var of = await LoadedAsync(Li);
        var first = await _told.NextAsync("pickup-code");
        var issued = await _hub.CodeAsync(of);
        Assert.Equal(issued.Code, (await _told.NextAsync("pickup-code")).Fields["code"]);
        Assert.Equal(PickupNo.WrongCode, (await _hub.Pickup().CollectAsync(Box, first.Fields["code"], Guid.CreateVersion7(), Cancel)).No);
    }

    [Fact]
    public async Task Whose_result_staff_have_taken_out_is_told_where_it_is_now_and_its_code_opens_nothing()
    {
        var of = await LoadedAsync(Li);
        var code = (await _told.NextAsync("pickup-code")).Fields["code"];
        await _hub.DoAsync(new RecoverThing(Box, 1, new("dora")));
        await OpenAsync(1);
        await PlayAsync("take 1", "shut 1");
        var told = await _told.NextAsync("taken-out");
        Assert.Equal((Li, of.Number.ToString()), (told.Person, told.Fields["number"]));
        Assert.Equal(PickupNo.WrongCode, (await _hub.Pickup().CollectAsync(Box, code, Guid.CreateVersion7(), Cancel)).No);
    }

    [Fact]
    public async Task A_QR_opens_while_the_keys_rest_from_somebody_s_guesses()
    {
        var of = await LoadedAsync(Li);
        var issued = await _hub.CodeAsync(of);
        for (var n = 0; n < _hub.Hall.View.Plan.Pickup.TriesPerCabinet; n++) await _hub.Pickup().CollectAsync(Box, issued.Code is "00000000" ? "00000001" : "00000000", Guid.CreateVersion7(), Cancel);
        Assert.Equal(RefusalCode.TooManyTries, (await _hub.Pickup().CollectAsync(Box, issued.Code!, Guid.CreateVersion7(), Cancel)).Refusal!.Code);
        Assert.Equal(1, (await _hub.Pickup().CollectAsync(Box, issued.Qr!, Guid.CreateVersion7(), Cancel)).Number);
    }

    private async Task AssertNowhereAsync(string code) => Assert.All(await DataTexts.ReadAsync(_hub.Data, f => !f.EndsWith(".lock", StringComparison.Ordinal), Cancel), text => Assert.DoesNotContain(code, text, StringComparison.Ordinal));

    [Fact]
    public async Task One_who_shuts_the_door_without_taking_is_asked_again_and_another_s_card_opens_nothing()
    {
        await LoadedAsync(Li);
        Assert.Equal(RefusalCode.NothingForYou, (await _hub.Pickup().CollectAsync(Box, Wu, Guid.CreateVersion7(), Cancel)).Refusal!.Code);
        Assert.Equal(1, (await _hub.Pickup().CollectAsync(Box, Li, Guid.CreateVersion7(), Cancel)).Number);
        await OpenAsync(1);
        await PlayAsync("shut 1");
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, 1).Door is DoorState.Trouble { Kind: DoorTroubleKind.NotTaken });
        Assert.Equal(1, (await _hub.Pickup().CollectAsync(Box, Li, Guid.CreateVersion7(), Cancel)).Number);
    }

    [Fact]
    public async Task A_door_that_stays_shut_is_a_trouble_that_a_clerk_sees()
    {
        await PlayAsync("jam 1");
        await _hub.LoadAsync(await _hub.ReadyAsync(Li));
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, 1).Door is DoorState.Trouble { Kind: DoorTroubleKind.Jammed });
        Assert.DoesNotContain(await _hub.EventsAsync(), e => e is DoorSeenOpen);
    }

    [Fact]
    public async Task A_door_opened_by_hand_is_forced_and_not_the_one_a_code_opened()
    {
        await PlayAsync("force 2");
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, 2).Door is DoorState.Trouble { Kind: DoorTroubleKind.Forced });
        Assert.Equal(2, Assert.Single(_hub.Hall.View.Cabinets.Used).Number);
    }

    /// <summary>A result behind a door that was opened by hand: a clerk looks, and finds nothing.</summary>
    private async Task<Case> MissingAsync()
    {
        var of = await LoadedAsync(Li);
        await PlayAsync("force 1");
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, 1).Door is DoorState.Trouble { Kind: DoorTroubleKind.Forced });
        await PlayAsync("take 1", "shut 1");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("cabinets/cabinet-1/resolve", """{"number":1,"found":"nothing","reason":"格口是空的","by":"dora"}""")).Status);
        return of;
    }

    private Task<Talk> PostAsync(string path, string body = "{}") => Talk.PostAsync(_hub.Client, path, body);

    private static string Closing(Case of, string end, string reason = "找遍了") => $$"""{"number":1,"case":"{{of.Code}}","end":"{{end}}","reason":"{{reason}}","by":"dora"}""";

    [Fact]
    public async Task What_is_missing_is_named_by_the_API_and_what_is_lost_is_told_and_made_anew()
    {
        var of = await MissingAsync();
        var missing = Assert.Single((await Talk.GetAsync(_hub.Client, "cabinets"))["lookedFor"].EnumerateArray());
        Assert.Equal(("cabinet-1", 1, of.Code.ToString(), true), (missing.GetProperty("cabinet").GetString(), missing.GetProperty("number").GetInt32(), missing.GetProperty("case").GetString(), missing.GetProperty("forced").GetBoolean()));
        Assert.Equal("reasonNeeded", (await PostAsync("cabinets/cabinet-1/close-missing", Closing(of, "lost", ""))).Code);
        Assert.Equal("nothingIsMissing", (await PostAsync("cabinets/cabinet-1/close-missing", Closing(of, "lost").Replace("\"number\":1", "\"number\":2", StringComparison.Ordinal))).Code);
        Assert.Empty((await PostAsync("cabinets/cabinet-1/close-missing", Closing(of, "lost")))["lookedFor"].EnumerateArray());
        Assert.Equal((Li, of.Number.ToString()), await _told.NextAsync("lost") is var lost ? (lost.Person, lost.Fields["number"]) : default);
        Assert.Equal("decided", (await Talk.GetAsync(_hub.Client, $"cases/{of.Code}"))["state"].GetString());
        Assert.Equal("ready", (await PostAsync($"cases/{of.Code}/ready", """{"papers":[{"kind":"licence"}],"by":"officer"}"""))["state"].GetString());
        Assert.Equal(Li, (await _told.NextAsync("ready")).Person);
    }

    [Fact]
    public async Task What_is_missing_and_found_is_told_and_waits_in_the_hall()
    {
        var of = await MissingAsync();
        await PostAsync("cabinets/cabinet-1/close-missing", Closing(of, "found", "在六号窗口抽屉里"));
        Assert.Equal((Li, of.Number.ToString()), await _told.NextAsync("found") is var found ? (found.Person, found.Fields["number"]) : default);
        Assert.Equal("ready", (await Talk.GetAsync(_hub.Client, $"cases/{of.Code}"))["state"].GetString());
        Assert.Equal("nothingIsMissing", (await PostAsync("cabinets/cabinet-1/close-missing", Closing(of, "lost"))).Code);
    }

    [Fact]
    public async Task Papers_go_into_the_drop_box_against_a_receipt()
    {
        var tried = await _hub.Pickup().DropInAsync(Box, null, Guid.CreateVersion7(), Cancel);
        Assert.Equal(17, tried.Number);
        await OpenAsync(17);
        var board = new Core.Halls.DeviceId("locker-1c");
        foreach (var order in new[] { "put 3", "shut 3" }) await _hub.Services.GetRequiredService<IDevices>().PlayAsync(board, order, Cancel);
        await _hub.UntilAsync(v => v.Cabinets.Find(Box, 17).Inside?.Receipt is not null);
        Assert.Equal(RefusalCode.UnknownCase, (await _hub.Pickup().DropInAsync(Box, "511602-2026-none-00009", Guid.CreateVersion7(), Cancel)).Refusal!.Code);
    }
}

/// <summary>A hub that stops between asking for a door and hearing of it.</summary>
public sealed class DoorRestartSpecs
{
    [Fact]
    public async Task A_door_asked_for_before_a_restart_is_settled_by_its_board_and_never_opened_then()
    {
        var data = Directory.CreateTempSubdirectory("hub-").FullName;
        try
        {
            await using (var before = await StartAsync(demoDevices: false, data))
                await before.LoadAsync(await before.ReadyAsync(new(Guid.NewGuid())));
            await using var after = await StartAsync(demoDevices: true, data);
            await after.UntilAsync(v => v.Cabinets.Find(Box, 1).Door is DoorState.Trouble { Kind: DoorTroubleKind.PowerCut });
            Assert.DoesNotContain(await after.EventsAsync(), e => e is DoorSeenOpen);
            Assert.All(after.Services.GetRequiredService<Hub.Agents.DeviceDesk>().DoorsOf(BoardA), door => Assert.False(door.IsOpen));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
