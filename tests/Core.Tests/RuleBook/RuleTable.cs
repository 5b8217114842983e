using System.Text;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>A situation a hall is brought into; what the row acts on is handed to it.</summary>
internal sealed record Column<T>(string Name, Func<HallScenario> Hall, Func<HallScenario, T> Subject);

/// <summary>An order given in every situation of a table.</summary>
/// <param name="Before">What happens first in every situation, so that time or a floor is not what refuses.</param>
internal sealed record Row<T>(string Name, Actor Actor, Func<T, HallCommand> Command, Action<HallScenario>? Before = null);

/// <summary>Each order in each situation: what happens, "already so", or which refusal.</summary>
internal sealed record RuleTable<T>(string Corner, Column<T>[] Columns, Row<T>[] Rows)
{
    public IEnumerable<HallCommand> Commands => Rows.Select(r => Ready(Columns[0], r).Command);

    /// <summary>The hall as the order finds it, with the order.</summary>
    public static (HallScenario Hall, HallCommand Command) Ready(Column<T> column, Row<T> row)
    {
        var hall = column.Hall();
        var subject = column.Subject(hall);
        row.Before?.Invoke(hall);
        return (hall, row.Command(subject));
    }

    public static string Cell(Column<T> column, Row<T> row)
    {
        var (hall, command) = Ready(column, row);
        var before = hall.Journal.Count;
        var decision = hall.Do(row.Actor, command);
        if (decision.Refusal is { } refusal)
        {
            Assert.Equal(before, hall.Journal.Count);
            return $"_{refusal.Code}_";
        }
        return decision.IsAlreadySo ? "already so" : string.Join(", ", decision.Events.Select(HallEventJson.KindOf));
    }

    public void WriteTo(StringBuilder text)
    {
        text.Append("| ").Append(Corner).Append(" | ").AppendJoin(" | ", Columns.Select(c => c.Name)).Append(" |\n");
        text.Append("|---|").Append(string.Concat(Columns.Select(_ => "---|"))).Append('\n');
        foreach (var row in Rows)
            text.Append("| ").Append(row.Name).Append(" | ").AppendJoin(" | ", Columns.Select(c => Cell(c, row))).Append(" |\n");
    }
}
