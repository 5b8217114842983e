using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.Live;

namespace TidalHall.Hub.Tests.People;

/// <summary>A card is read, people are spoken of in notes: the vault alone has it, encrypted, and everything else a reference.</summary>
public sealed class NothingPersonalSpecs : IDisposable
{
    private const string Number = "511602199003077757", Name = "欧阳小明";
    private const string CallNote = "欧阳小明的母亲坐轮椅 <排不了队>", PauseNote = "送欧阳小明到二楼", OtherNote = "欧阳小明又来了", Typed = "请欧阳小明去一楼";

    private readonly string _folder = Directory.CreateTempSubdirectory("personal-").FullName;
    private readonly HeardLog _log = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_file_and_no_log_of_a_hub_holds_a_card_or_what_somebody_typed()
    {
        var data = Path.Combine(_folder, "data");
        NoteRef note;
        string window;
        var leaks = new List<string>();
        await using (var hub = await RunningHub.StartAsync(data: data, demoDevices: true, services: _log.Everything, cancel: Cancel))
        {
            // Someone else with the file open: else its WAL is gone with each of the vault's connections.
            using var reader = new SqliteConnection($"Data Source={Path.Combine(data, "people.db")};Pooling=False");
            reader.Open();
            using (var look = reader.CreateCommand())
            {
                look.CommandText = "SELECT COUNT(*) FROM people";
                look.ExecuteScalar();
            }
            var ticket = await TakeByCardAsync(hub);
            var person = ticket.Person!.Value;
            (window, note) = await SpeakOfPeopleAsync(hub, ticket);
            var running = await CopyAsync(data, "running");
            Assert.True(new FileInfo(Path.Combine(running, "people.db-wal")).Length > 0);
            Assert.True(Holds(running, "journal.db-wal", person.Value.ToString()) && Holds(running, "journal.db-wal", note.Value.ToString()), "The search is blind: the references are in the journal.");
            leaks.AddRange(Leaks(running, window));
        }
        var stopped = await CopyAsync(data, "stopped");
        Assert.True(Directory.GetFiles(stopped, "*.snapshot") is [var snapshot] && Holds(stopped, Path.GetFileName(snapshot), note.Value.ToString()), "The search is blind: the pause's reference is in the snapshot.");
        Assert.Contains("Debug Microsoft.AspNetCore.SignalR", _log.Text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(stopped, "log"), _log.Text, Cancel);
        leaks.AddRange(Leaks(stopped, window));
        Assert.True(leaks.Count == 0, string.Join('\n', leaks));
    }

    /// <summary>As the kiosk does it: a card at the simulated reader, the vault, then the ticket with its paper.</summary>
    private static async Task<Ticket> TakeByCardAsync(RunningHub hub)
    {
        var (devices, people) = (hub.Services.GetRequiredService<IDevices>(), hub.Services.GetRequiredService<IPeople>());
        var kiosk = hub.Hall.View.Plan.Kiosks.First(k => k.Reader is not null);
        await UntilAsync(hub, view => view.Devices.Any(d => d.Health.Device == kiosk.Reader && d.Health.State is DeviceState.Ready));
        await using var cards = devices.WatchCardsAsync(kiosk.Reader!.Value, Cancel).GetAsyncEnumerator(Cancel);
        var read = cards.MoveNextAsync();
        Assert.True(await devices.PresentDemoCardAsync(new(kiosk.Reader.Value, Number, Name), Cancel));
        Assert.True(await read);
        var person = await people.RememberAsync(cards.Current.Number, cards.Current.Name, Cancel);
        var item = hub.Hall.View.Plan.Items.First(i => hub.Hall.View.Plan.Windows.Any(w => w.Category == i.Category)).Id;
        var taken = await hub.Hall.SendAsync(new(Guid.NewGuid(), Actor.Citizen(kiosk.Id.Value), new TakeTicket(item, Person: person, WantsPaper: true), kiosk.Id), Cancel);
        Assert.Equal("欧***", await people.MaskedNameAsync(person, "li", Cancel));
        return (await UntilAsync(hub, view => view.Find(taken.Ticket!.Value) is { Paper: not PaperState.Printing })).Find(taken.Ticket!.Value)!;
    }

    private static async Task<(string Window, NoteRef Pause)> SpeakOfPeopleAsync(RunningHub hub, Ticket ticket)
    {
        var window = hub.Hall.View.Plan.Windows.First(w => w.Category == ticket.Visit.Category).Id;
        Task<Talk> Do(string verb, object body, string? key = null) => Talk.PostAsync(hub.Client, $"windows/{window}/{verb}", JsonSerializer.Serialize(body), key);
        await Do("open", new { });
        Assert.Equal(ticket.Code.ToString(), (await Do("call", new { ticket = ticket.Code.ToString(), reason = CallNote }, "one"))["current"].GetProperty("code").GetString());
        Assert.Equal("keyReused", (await Do("call", new { ticket = ticket.Code.ToString(), reason = OtherNote }, "one")).Code);
        await Do("complete", new { });
        await Do("pause", new { reason = PauseNote });
        var paused = Assert.IsType<WindowSession.Paused>(hub.Hall.View.Windows[window].Session);
        var note = Assert.IsType<Reason.Typed>(paused.Reason).Note;
        Assert.Equal(PauseNote, (await Talk.GetAsync(hub.Client, $"notes/{note.Value}"))["text"].GetString());
        // By the connection that circuits and agents use, whose calls SignalR would write out at debug level.
        await using var page = await LiveClient.ConnectAsync(hub.Address);
        await page.TellAsync("Refused", "", Typed);
        return (window.Value, note);
    }

    private static async Task<HallView> UntilAsync(RunningHub hub, Func<HallView, bool> so)
    {
        await foreach (var view in hub.Hall.WatchNewestAsync(Cancel))
            if (so(view)) return view;
        throw new UnreachableException();
    }

    /// <summary>Whatever would tell who it was, in the forms a program might write it in.</summary>
    private static IEnumerable<(string What, string Form, byte[] Bytes)> Personal(string window)
    {
        foreach (var text in (string[])[Number, Name, CallNote, PauseNote, OtherNote, Typed])
        {
            yield return (text, "utf-8", Encoding.UTF8.GetBytes(text));
            yield return (text, "utf-16le", Encoding.Unicode.GetBytes(text));
            yield return (text, "utf-16be", Encoding.BigEndianUnicode.GetBytes(text));
            if (JsonEncodedText.Encode(text).ToString() is var json && json != text) yield return (text, "escaped json", Encoding.UTF8.GetBytes(json));
            if (Uri.EscapeDataString(text) is var uri && uri != text) yield return (text, "address", Encoding.UTF8.GetBytes(uri));
            yield return (text, "sha-256", SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
        // A request's fingerprint is in the journal. Made of the note, it would let anybody try what the note says.
        var print = new byte[8];
        var body = SHA256.HashData(Encoding.UTF8.GetBytes($"POST /api/v1/windows/{window}/pause\n{JsonSerializer.Serialize(new { reason = PauseNote })}"));
        BinaryPrimitives.WriteInt64BigEndian(print, BitConverter.ToInt64(body) | 1);
        yield return (PauseNote, "fingerprint", print);
        yield return (PauseNote, "fingerprint in digits", Encoding.UTF8.GetBytes((BitConverter.ToInt64(body) | 1).ToString(CultureInfo.InvariantCulture)));
    }

    private static IEnumerable<string> Leaks(string folder, string window) =>
        from file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        let bytes = File.ReadAllBytes(file)
        from personal in Personal(window)
        where bytes.AsSpan().IndexOf(personal.Bytes) >= 0
        select $"{Path.GetFileName(file)}: {personal.What} ({personal.Form})";

    private static bool Holds(string folder, string file, string text) => File.ReadAllBytes(Path.Combine(folder, file)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    /// <summary>By another process: a file closed in this one would take SQLite's locks with it.</summary>
    private async Task<string> CopyAsync(string data, string name)
    {
        var copy = Path.Combine(_folder, name);
        using var cp = Process.Start("cp", ["-r", data, copy]);
        await cp.WaitForExitAsync(Cancel);
        return copy;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
