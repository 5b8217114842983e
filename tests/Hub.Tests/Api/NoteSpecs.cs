using System.Net;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>What an integrator types as a reason: kept as a note, the journal has its reference.</summary>
public sealed class NoteSpecs(OneHub one) : IClassFixture<OneHub>
{
    private Task<Talk> Do(WindowId window, string verb, string body = "{}", string? key = null) => Talk.PostAsync(one.Client, $"windows/{window}/{verb}", body, key);
    private async Task<WindowId> Open(int number)
    {
        var window = one.Hub.Hall.View.Plan.Windows[number].Id;
        await Do(window, "open");
        return window;
    }

    private Reason ReasonAt(WindowId window) => Assert.IsType<WindowSession.Paused>(one.Hub.Hall.View.Windows[window].Session).Reason;

    [Fact]
    public async Task It_is_read_by_the_reference_that_the_journal_holds()
    {
        var window = await Open(0);
        Assert.Equal(HttpStatusCode.OK, (await Do(window, "pause", """{"reason":"tea with <Mr. Li>"}""")).Status);
        var paused = (await Talk.GetAsync(one.Client, "journal?after=0&limit=1000"))["events"].EnumerateArray().Last(e => e.GetProperty("kind").GetString() is "WindowPaused");
        var note = paused.GetProperty("data").GetProperty("reason").GetProperty("note").GetProperty("value").GetString();
        var read = await Talk.GetAsync(one.Client, $"notes/{note}");
        Assert.Equal((HttpStatusCode.OK, note, "tea with <Mr. Li>"), (read.Status, read["id"].GetString(), read["text"].GetString()));
        Assert.Equal(HttpStatusCode.Unauthorized, (await Talk.GetAsync(one.Hub.Anonymous, $"notes/{note}")).Status);
    }

    [Theory]
    [InlineData("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c")]
    [InlineData("tea")]
    public async Task One_that_is_not_there_or_no_longer_kept_is_404(string id)
    {
        var missing = await Talk.GetAsync(one.Client, $"notes/{id}");
        Assert.Equal((HttpStatusCode.NotFound, "unknownNote"), (missing.Status, missing.Code));
    }

    [Fact]
    public async Task A_key_again_with_the_same_text_is_the_same_order_and_with_another_text_422()
    {
        var window = await Open(1);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Do(window, "pause", """{"reason":"tea"}""", "pause-1")));
        Assert.All(all, talk => Assert.Equal(HttpStatusCode.OK, talk.Status));
        var note = ReasonAt(window);
        var other = await Do(window, "pause", """{"reason":"coffee"}""", "pause-1");
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "keyReused"), (other.Status, other.Code));
        await Do(window, "resume");
        // The first answer again, and no second pause.
        Assert.Equal(HttpStatusCode.OK, (await Do(window, "pause", """{"reason":"tea"}""", "pause-1")).Status);
        Assert.True(one.Hub.Hall.View.Windows[window].IsOpen);
        await Do(window, "pause", """{"reason":"tea"}""", "pause-2");
        Assert.NotEqual(note, ReasonAt(window));
    }

    [Fact]
    public async Task What_was_typed_for_an_order_that_was_refused_is_kept_no_longer_and_what_an_order_holds_is()
    {
        var window = await Open(3);
        var before = await NotesAsync();
        await Do(window, "pause", """{"reason":"tea"}""", "kept");
        Assert.Equal(before + 1, await NotesAsync());
        Assert.Equal("keyReused", (await Do(window, "pause", """{"reason":"coffee"}""", "kept")).Code);
        // Asked with the same words it may be the very note that the first order holds.
        Assert.Equal("keyReused", (await Talk.PostAsync(one.Client, $"tickets/{await TicketAsync()}/release", """{"reason":"tea"}""", "kept")).Code);
        Assert.Equal("ticketEnded", (await Talk.PostAsync(one.Client, $"tickets/{await TicketAsync(cancelled: true)}/release", """{"reason":"left"}""")).Code);
        Assert.Equal("unknownTicket", (await Talk.PostAsync(one.Client, "tickets/0123456789ABCDEF/release", """{"reason":"left"}""")).Code);
        Assert.Equal("windowNotOpen", (await Do(one.Hub.Hall.View.Plan.Windows[4].Id, "pause", """{"reason":"tea"}""")).Code);
        Assert.Equal(before + 1, await NotesAsync());
        Assert.Equal("tea", (await Talk.GetAsync(one.Client, $"notes/{((Reason.Typed)ReasonAt(window)).Note.Value}"))["text"].GetString());
    }

    private async Task<string> TicketAsync(bool cancelled = false)
    {
        var code = (await Talk.PostAsync(one.Client, "tickets", $$"""{"item":"{{one.Item()}}"}""")).Code!;
        if (cancelled) await Talk.PostAsync(one.Client, $"tickets/{code}/cancel");
        return code;
    }

    private async Task<long> NotesAsync()
    {
        await using var vault = new SqliteConnection($"Data Source={Path.Combine(one.Hub.Data, "people.db")};Mode=ReadOnly;Pooling=False");
        await vault.OpenAsync(TestContext.Current.CancellationToken);
        await using var count = vault.CreateCommand();
        count.CommandText = "SELECT COUNT(*) FROM notes";
        return (long)(await count.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    [Theory]
    [InlineData("\\u001b@")]
    [InlineData("two\\nlines")]
    public async Task What_is_not_plain_text_is_409_and_changes_nothing(string text)
    {
        var window = await Open(2);
        var sequence = one.Hub.Hall.View.Sequence;
        var refused = await Do(window, "pause", $$"""{"reason":"{{text}}"}""");
        Assert.Equal((HttpStatusCode.Conflict, "textNotPlain"), (refused.Status, refused.Code));
        Assert.Equal(sequence, one.Hub.Hall.View.Sequence);
    }

    [Fact]
    public async Task A_tidal_window_that_is_turned_without_a_word_says_that_another_system_did()
    {
        var tidal = one.Hub.Hall.View.Plan.Windows.First(w => w.TidalFor.Length > 0);
        await Do(tidal.Id, "assign", $$"""{"category":"{{tidal.TidalFor[0]}}"}""");
        var turned = (await one.Hub.Hall.ReadJournalAsync(0, 1000, TestContext.Current.CancellationToken)).Select(r => r.Event).OfType<WindowAssigned>().Last();
        Assert.Equal(new Reason.Offered(ReasonWord.OtherSystem), turned.Reason);
    }
}
