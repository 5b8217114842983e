using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Sheets;

namespace TidalHall.Core.Play;

/// <summary>A day written down person by person, to be played into a hall. The format: halls/days/README.md.</summary>
public static class PlayedDay
{
    /// <summary>The first line of the file.</summary>
    public const string Header = "time,item,class,walkSeconds,serviceSeconds,patienceMinutes";

    /// <param name="text">The file.</param>
    /// <param name="name">Its name, to be told in mistakes.</param>
    /// <param name="plan">The hall it is to be played in: its items must be there.</param>
    /// <returns>In the order of their times.</returns>
    public static SheetResult<PlayedArrival, PlayedDayMistakeCode> Read(string text, string name, HallPlan plan)
    {
        var mistakes = new List<SheetMistake<PlayedDayMistakeCode>>();
        var arrivals = new List<PlayedArrival>();
        var items = plan.Items.Select(i => i.Id).ToHashSet();
        var (number, before) = (0, TimeOnly.MinValue);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (number == 1 && line != Header) Tell(PlayedDayMistakeCode.WrongHeader, Header);
            if (number == 1 || line.Length == 0) continue;
            var cells = line.Split(',');
            if (cells.Length != 6)
            {
                Tell(PlayedDayMistakeCode.WrongCellCount, cells.Length, 6);
                continue;
            }
            var told = mistakes.Count;
            if (!TimeOnly.TryParseExact(cells[0], "HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) Tell(PlayedDayMistakeCode.NotATime, cells[0]);
            else if (at < before) Tell(PlayedDayMistakeCode.OutOfOrder, cells[0], before.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
            else before = at;
            if (!TextId.TryParse<ItemId>(cells[1], out var item) || !items.Contains(item)) Tell(PlayedDayMistakeCode.UnknownItem, cells[1], plan.Id.Value);
            // By name only: the parser would take "1" too.
            if (!Enum.TryParse<TicketClass>(cells[2], out var @class) || @class.ToString() != cells[2]) Tell(PlayedDayMistakeCode.UnknownClass, cells[2], string.Join(", ", Enum.GetNames<TicketClass>()));
            var walk = Number(3, "walkSeconds", 0, 600);
            var service = Number(4, "serviceSeconds", 10, 14_400);
            var patience = cells[5].Length == 0 ? (int?)null : Number(5, "patienceMinutes", 1, 600);
            if (mistakes.Count == told) arrivals.Add(new(at, item, @class, TimeSpan.FromSeconds(walk), TimeSpan.FromSeconds(service), patience is { } p ? TimeSpan.FromMinutes(p) : null));

            int Number(int cell, string column, int least, int most)
            {
                if (int.TryParse(cells[cell], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
                Tell(PlayedDayMistakeCode.NotInRange, column, cells[cell], least, most);
                return 0;
            }
        }
        if (arrivals.Count == 0 && mistakes.Count == 0) Tell(PlayedDayMistakeCode.NobodyComes);
        return new(arrivals, mistakes);

        void Tell(PlayedDayMistakeCode code, params object[] arguments) => mistakes.Add(new(name, Math.Max(number, 1), code, arguments));
    }
}
