using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Journal;

namespace TidalHall.Hub.Tests.Halls;

/// <summary>A writer over a journal in a folder of its own, with a clock that is set by hand.</summary>
internal sealed class WriterBench : IAsyncDisposable
{
    private static readonly Lazy<LoadedHall> Loaded = new(() => HallFiles.Read(Path.Combine(AppContext.BaseDirectory, "halls", "provincial-centre.json")));
    private readonly string _folder = Directory.CreateTempSubdirectory("writer-").FullName;

    // 09:00 in the hall.
    public FakeTimeProvider Time { get; } = new(new(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));
    public SetClock Clock { get; }
    public WriterBench() => Clock = new(Time);

    public HallPlan Plan => Loaded.Value.Plan;
    public HallId Hall => Plan.Id;
    public string Journal => Path.Combine(_folder, "journal.db");
    public string Snapshot => HallSnapshots.PathOf(Journal, Hall);
    public Actor Integrator { get; } = new(ActorKind.Integrator, new("test"));
    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HallWriter Open() => new(Plan, Loaded.Value.Hash, Journal, Clock, NullLogger<HallWriter>.Instance);

    public Task<Answer> SendAsync(HallWriter writer, HallCommand command, Guid? id = null, long fingerprint = 0) =>
        writer.SendAsync(new(id ?? Guid.NewGuid(), Integrator, command, Fingerprint: fingerprint), Cancel);

    /// <summary>A day's life: tickets taken, called, served, missed, held, cancelled, moved.</summary>
    public async Task LiveAsync(HallWriter writer, int orders, int seed)
    {
        var random = new Random(seed);
        var windows = Plan.Windows.Take(4).Select(w => w.Id).ToArray();
        foreach (var window in windows) await SendAsync(writer, new OpenWindow(window));
        for (var i = 0; i < orders; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(random.Next(40_000)));
            var window = windows[random.Next(windows.Length)];
            var some = writer.View.Tickets.ElementAtOrDefault(random.Next(1 + writer.View.Tickets.Count()))?.Id ?? default;
            await SendAsync(writer, random.Next(14) switch
            {
                < 4 => new TakeTicket(Plan.Items[random.Next(40)].Id, (TicketClass)random.Next(3), TicketChannel.Kiosk, random.Next(3) == 0 ? new PersonRef(new Guid(i, 0, 0, new byte[8])) : null, WantsPaper: random.Next(2) == 0),
                < 6 => new CallNext(window),
                6 => new StartService(window),
                7 => new CompleteVisit(window, VisitOutcome.TakenIn),
                8 => random.Next(2) == 0 ? new RecallTicket(window) : new MissTicket(window),
                9 => new HoldTicket(window, (HoldKind)random.Next(3)),
                10 => new ResumeTicket(window, some),
                11 => new TransferTicket(window, Plan.Categories[random.Next(Plan.Categories.Length)].Id, null, (TransferPosition)random.Next(3)),
                12 => random.Next(2) == 0 ? new CancelTicket(some) : new ReinstateTicket(some),
                _ => random.Next(2) == 0 ? new ReturnToQueue(window) : new ServeWithoutTicket(window),
            });
        }
    }

    /// <summary>What starts said: that a snapshot was thrown away, say.</summary>
    public Said Warnings { get; } = new();

    /// <summary>The state and the answers that a start would have, to the byte.</summary>
    public byte[] Recovered()
    {
        using var journal = HallJournal.Open(Journal, Hall);
        var (state, answered) = new HallSnapshots(Journal, Hall, Time, Warnings).Recover(journal, (Plan, Loaded.Value.Hash));
        using var bytes = new MemoryStream();
        using (var json = new System.Text.Json.Utf8JsonWriter(bytes)) HallSnapshot.Of(state).Write(json);
        bytes.Write(AnsweredCommands.Pack(answered.Copy().Today));
        return bytes.ToArray();
    }

    public IReadOnlyList<JournalEntry> Entries()
    {
        using var reader = new JournalReader(Journal, Hall);
        return reader.ReadAfter(0, int.MaxValue);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    internal sealed class Said : List<string>, ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel level) => true;
        public void Log<TState>(LogLevel level, EventId id, TState state, Exception? e, Func<TState, Exception?, string> format) => Add(format(state, e));
    }
}
