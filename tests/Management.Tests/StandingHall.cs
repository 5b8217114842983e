using System.Runtime.CompilerServices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Management.Tests;

/// <summary>A hall in which nothing happens any more, with the journal of what did.</summary>
internal sealed class StandingHall : IHall, IHalls
{
    private readonly HallState _state = new();

    public StandingHall(HallPlan plan, DateTimeOffset now)
    {
        Journal.Add(new(1, now.AddDays(-30), 0, new HallConfigured(plan, "one")));
        Core.Queueing.Hall.Apply(_state, Journal[0]);
        View = new(_state);
    }

    public HallId Id => View.Plan.Id;
    public IHall Default => this;
    public IHall? Find(HallId id) => id == Id ? this : null;
    public HallView View { get; }
    public List<Recorded> Journal { get; } = [];
    public bool JournalIsAway { get; set; }

    /// <summary>A day behind it: from nine o'clock on somebody every few minutes, each served for six.</summary>
    public void Lived(DateOnly day, int people)
    {
        var nine = new DateTimeOffset(day.ToDateTime(new(9, 0)), TimeSpan.FromHours(8)).ToUniversalTime();
        void Add(int minute, HallEvent e) => Journal.Add(new(Journal.Count + 1, nine.AddMinutes(minute), (long)(nine.AddMinutes(minute) - Journal[0].At).TotalMilliseconds, e));
        Add(0, new DayOpened(day, []));
        for (var n = 0; n < people; n++)
        {
            var (id, at) = (new TicketId(Journal.Count), n * 3);
            Add(at, new TicketTaken(id, 1, new TicketNumber("A", n + 1), default, View.Plan.Items[0].Id, View.Plan.Items[0].Category, TicketClass.Ordinary, TicketChannel.Kiosk, day, Journal[^1].Tick, 0, default));
            Add(at + 1, new TicketCalled(id, 1, View.Plan.Windows[0].Id, new("li"), CallReason.LongestWaiting, 60_000));
            Add(at + 7, new VisitCompleted(id, 1, View.Plan.Windows[0].Id, new("li"), default));
        }
        Add(480, new DayClosed(day));
    }

    public Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default) => throw new NotSupportedException();
    public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default) => Task.FromResult(View);

    public async IAsyncEnumerable<HallView> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        yield return View;
        await Task.Delay(Timeout.Infinite, cancel);
    }

    public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) =>
        JournalIsAway ? throw new IOException("away") : Task.FromResult<IReadOnlyList<Recorded>>([.. Journal.Where(r => r.Sequence > after).Take(limit)]);
}
