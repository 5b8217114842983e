using TidalHall.Core.Play;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Play;

/// <summary>A day is played through the real commands of a whole hub: who comes is called, served at the file's pace, and missed who has left.</summary>
public sealed class PlayedHubSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("played-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_of_the_file_comes_at_the_time_it_says_and_has_a_turn_and_the_next_day_is_another()
    {
        var file = Path.Combine(_folder, "day.csv");
        // More than windows for them, tidal ones too: whoever has patience for a minute has gone when the turn comes.
        File.WriteAllLines(file, [PlayedDay.Header, .. Enumerable.Repeat("10:00:00,hall-collect,Ordinary,10,240,", 12), "10:00:01,hall-collect,Ordinary,10,240,1"]);
        DateOnly first;
        await using (var hub = await RunningHub.StartAsync(data: _folder, play: file, cancel: Cancel))
        {
            var hall = hub.Hall;
            await foreach (var view in hall.WatchNewestAsync(Cancel))
                if (view.TakenToday == 13 && view.Windows.Values.All(w => !w.IsOpen) && view.Tickets.All(t => t.State is VisitState.Final or VisitState.Missed)) break;

            var events = await hall.ReadJournalAsync(0, 5_000, Cancel);
            first = hall.View.Day!.Date;
            // At ten, but for the milliseconds of a timer, which are seconds here.
            Assert.All(events.Where(e => e.Event is TicketTaken), e => Assert.True(TimeOnly.FromDateTime(hall.View.Map.Local(e.At)) >= new TimeOnly(9, 59), $"{e.At}"));
            Assert.Equal((13, 13), (Count<TicketTaken>(), Count<VisitCompleted>() + Count<TicketMissed>()));
            // A machine that stood still between two arrivals may have had a window free for the last.
            var impatient = events.Select(e => e.Event).OfType<TicketTaken>().Last().Ticket;
            if (Between<TicketTaken, TicketCalled>(impatient) > TimeSpan.FromMinutes(1))
            {
                Assert.Equal(impatient, Assert.Single(events.Select(e => e.Event).OfType<TicketMissed>()).Ticket);
                Assert.True(Count<TicketRecalled>() >= hall.View.Plan.Rules.RecallsBeforeMiss);
            }
            // Served for as long as the file says; the ten seconds of the walk are what a timer of whole milliseconds may be early.
            Assert.All(events.Select(e => e.Event).OfType<VisitCompleted>(), e => Assert.True(Between<TicketCalled, VisitCompleted>(e.Ticket) >= TimeSpan.FromSeconds(240)));

            int Count<T>() => events.Count(e => e.Event is T);
            TimeSpan Between<TFrom, TTo>(TicketId ticket) where TFrom : TicketEvent where TTo : TicketEvent =>
                events.Single(e => e.Event is TTo to && to.Ticket == ticket).At - events.Single(e => e.Event is TFrom from && from.Ticket == ticket).At;
        }

        await using var next = await RunningHub.StartAsync(data: _folder, play: file, cancel: Cancel);
        await foreach (var view in next.Hall.WatchNewestAsync(Cancel))
            if (view.Day is { } day && day.Date > first) break;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
