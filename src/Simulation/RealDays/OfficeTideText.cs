using System.Globalization;
using System.Text;

namespace TidalHall.Simulation.RealDays;

/// <summary>What the tide would have moved, as a person reads it.</summary>
public static class OfficeTideText
{
    private const int Named = 48;

    /// <param name="detailed">How many offices are told move by move, from the first.</param>
    public static string Of(IReadOnlyList<OfficeTide> offices, QueueFolder folder, int detailed)
    {
        var text = new StringBuilder();
        if (offices.Count == 0) return "";
        const string head = "office                 | people | longest queue | mean wait: still   with the tide | moves | minutes saved in all";
        text.Append(CultureInfo.InvariantCulture, $"{offices[0].Date:yyyy-MM-dd}, counters where they stood and with the tide\n{head}\n").Append('-', head.Length).Append('\n');
        foreach (var o in offices)
            text.Append(CultureInfo.InvariantCulture, $"{o.Office,-22} | {o.People,6} | {o.MostWaiting,13:0} | {o.MeanStill,16:0.0} {o.MeanMoved,15:0.0} | {o.Moves.Count,5} | {(o.MeanStill - o.MeanMoved) * o.People,10:0}\n");
        foreach (var o in offices.Take(detailed).Where(o => o.Moves.Count > 0)) AddMoves(text, o, folder);
        return text.ToString();
    }

    private static void AddMoves(StringBuilder text, OfficeTide office, QueueFolder folder)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{office.Office}, {office.Date:yyyy-MM-dd}\n");
        foreach (var m in office.Moves)
            text.Append(CultureInfo.InvariantCulture, $"{m.Time / 60:00}:{m.Time % 60:00}  {Name(m.From)} (pressure {m.PressureFrom:0.0}) → {Name(m.To)} (pressure {m.PressureTo:0.0}): saves about {m.Saved:0} minutes of waiting in the hour after\n");

        string Name(int queue) => folder.Names.TryGetValue((office.Office, queue), out var name) ? name.Length > Named ? name[..Named] + "…" : name : queue.ToString(CultureInfo.InvariantCulture);
    }
}
