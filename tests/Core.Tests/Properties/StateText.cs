using System.Globalization;
using System.Text;
using System.Text.Json;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Properties;

/// <summary>All of a hall's state as text: two states are the same to the bit exactly if their texts are.</summary>
internal static class StateText
{
    public static string Of(HallState hall)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{hall.Sequence} {hall.At:O} {hall.Tick} {hall.PlanHash} {hall.TakenToday} {hall.LastTicket} {hall.Joined} {hall.TideMode}\n");
        text.Append(hall.Day).Append(' ').AppendJoin(',', hall.Day?.Leftovers ?? []).Append('\n');
        Lines(text, hall.Tickets.OrderBy(t => t.Id).Select(t => $"{t} {string.Join(' ', t.Past.AsEnumerable())} {(t.Then is { } then ? string.Join(' ', then.AsEnumerable()) : "as its item says")}"));
        Lines(text, hall.Windows.Values.OrderBy(w => w.Id.Value, StringComparer.Ordinal));
        Lines(text, hall.Windows.Values.OrderBy(w => w.Id.Value, StringComparer.Ordinal).Select(w => string.Join(' ', w.Tide.Moves)));
        Lines(text, hall.Devices.Values.OrderBy(d => d.Device.Value, StringComparer.Ordinal));
        Lines(text, hall.Counters.OrderBy(c => c.Key, StringComparer.Ordinal));
        Lines(text, hall.QuotaCounts.Select(q => q.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.LiveNumbers.Select(n => n.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.LiveByPerson.Select(p => p.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.Calls);
        Lines(text, hall.TideSteps);
        Lines(text, hall.Bookings.All.OrderBy(b => b.Sequence));
        Lines(text, hall.Bookings.People.OrderBy(p => p.Person.Value).Select(p => $"{p.Person} {string.Join(',', p.Missed)} {p.BarredUntil} {string.Join(',', p.BarredFor)}"));
        Lines(text, hall.Bookings.Withheld);
        Cases(text, hall);
        // By who stands first: a plan that came between numbers its lines anew.
        Lines(text, hall.Lines.All.OrderBy(line => line[0]).Select(line => string.Join(' ', line)));
        return text.ToString();
    }

    // As JSON: their records hold lists, which print as nothing but their type.
    private static void Cases(StringBuilder text, HallState hall)
    {
        var s = HallSnapshot.Of(hall);
        object[] parts = [s.Cases, s.Serials, s.Folders, s.SentHere, s.Filed, s.LastCase, s.LastFolders, s.Compartments, s.WrongTries, s.MissingThings, s.DroppedPapers, s.Ratings, s.PastTickets, s.Unresolved, s.Noes, s.LastRating, s.LastUnresolved, s.Errands, s.LastErrand, s.Handbook, s.LastHandbook];
        Lines(text, parts.Select(p => JsonSerializer.Serialize(p)));
        Lines(text, hall.Cases.All.OrderBy(c => c.Id).Select(c => $"{c.Id} {c.Due:O}"));
        Lines(text, hall.Ratings.Ratings.OrderBy(r => r.Id.Value).Select(r => $"{r.Id} {r.Due:O}").Concat(hall.Ratings.Unresolved.OrderBy(u => u.Id.Value).Select(u => $"{u.Id} {u.NextWarning:O}")));
    }

    private static void Lines<T>(StringBuilder text, IEnumerable<T> values) => text.AppendJoin('\n', values).Append('\n');
}
