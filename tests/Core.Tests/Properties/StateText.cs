using System.Globalization;
using System.Text;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Properties;

/// <summary>All of a hall's state as text: two states are the same to the bit exactly if their texts are.</summary>
internal static class StateText
{
    public static string Of(HallState hall)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{hall.Sequence} {hall.At:O} {hall.Tick} {hall.PlanHash} {hall.TakenToday} {hall.LastTicket} {hall.Joined}\n");
        text.Append(hall.Day).Append(' ').AppendJoin(',', hall.Day?.Leftovers ?? []).Append('\n');
        Lines(text, hall.Tickets.OrderBy(t => t.Id));
        Lines(text, hall.Windows.Values.OrderBy(w => w.Id.Value, StringComparer.Ordinal));
        Lines(text, hall.Devices.Values.OrderBy(d => d.Device.Value, StringComparer.Ordinal));
        Lines(text, hall.Counters.OrderBy(c => c.Key, StringComparer.Ordinal));
        Lines(text, hall.QuotaCounts.Select(q => q.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.LiveNumbers.Select(n => n.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.LiveByPerson.Select(p => p.ToString()).Order(StringComparer.Ordinal));
        Lines(text, hall.Calls);
        foreach (var key in hall.Tickets.Where(t => t.State is VisitState.Waiting).Select(t => WaitingLines.KeyOf(t, (VisitState.Waiting)t.State)).Distinct().OrderBy(k => k.ToString(), StringComparer.Ordinal))
            text.Append(key).Append(": ").AppendJoin(' ', LineOf(hall, key)).Append('\n');
        return text.ToString();
    }

    public static IEnumerable<TicketId> LineOf(HallState hall, LineKey key)
    {
        for (var n = 1; hall.Lines.Nth(key, n) is { } ticket; n++) yield return ticket;
    }

    private static void Lines<T>(StringBuilder text, IEnumerable<T> values) => text.AppendJoin('\n', values).Append('\n');
}
