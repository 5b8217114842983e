using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.RuleBook;

public sealed class RuleBookSpecs
{
    [Fact]
    public void The_printed_rules_are_the_rules()
    {
        var rules = RulesDocument.Text();
        if (Environment.GetEnvironmentVariable(RulesDocument.Rewrite) is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(RulesDocument.FilePath)!);
            File.WriteAllText(RulesDocument.FilePath, rules);
        }
        Assert.True(File.Exists(RulesDocument.FilePath), $"docs/rules.md is missing. Run the tests with {RulesDocument.Rewrite}=1.");
        Assert.Equal(File.ReadAllText(RulesDocument.FilePath).ReplaceLineEndings("\n"), rules);
    }

    [Fact]
    public void Every_order_stands_in_the_rule_book()
    {
        Assert.Equal(Orders, RulesDocument.Commands.Select(c => c.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Orders =>
        typeof(HallCommand).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(HallCommand)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal);

    [Fact]
    public void Every_order_stands_in_a_table_over_every_state_of_a_visit()
    {
        var orders = TicketRules.Table.Commands.Concat(BesideTicketRules.Families.SelectMany(f => f.Table.Commands)).Select(c => c.GetType().Name);
        Assert.Equal(Orders, orders.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_state_of_a_visit_and_every_hold_is_a_column_of_the_ticket_table() => HasEveryState(TicketRules.Table, TicketRules.Table.Rows[0]);

    public static TheoryData<string, string> OrdersBesideATicket => [.. BesideTicketRules.Families.SelectMany(f => f.Table.Rows.Select(r => (f.Family, r.Name)))];

    [Theory, MemberData(nameof(OrdersBesideATicket))]
    public void Every_order_beside_a_ticket_finds_it_in_every_state_of_a_visit_and_every_hold(string family, string order)
    {
        var table = BesideTicketRules.Families.Single(f => f.Family == family).Table;
        HasEveryState(table, table.Rows.Single(r => r.Name == order));
    }

    /// <summary>As the order finds them: with all that came before it.</summary>
    private static void HasEveryState<T>(RuleTable<T> table, Row<T> row)
    {
        var columns = table.Columns.Select(c => RuleTable<T>.Ready(c, row).Hall.State.Find(new TicketId(1))?.State).OfType<VisitState>().ToList();
        var states = typeof(VisitState).GetNestedTypes().Where(t => !t.IsAbstract);
        Assert.Equal(states.Select(t => t.Name).Order(), columns.Select(s => s.GetType().Name).Distinct().Order());
        Assert.Equal(Enum.GetValues<HoldKind>(), columns.OfType<VisitState.Held>().Select(h => h.Kind).Order());
        Assert.All(table.Columns.Zip(columns), p => Assert.StartsWith(p.Second.GetType().Name, p.First.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_state_of_a_booking_is_a_column_of_its_table()
    {
        var columns = BookingRules.Table.Columns.Select(c => (Hall: c.Hall(), c.Subject)).Select(c => c.Hall.State.Bookings.Find(c.Subject(c.Hall))?.State).OfType<BookingState>();
        var states = typeof(BookingState).GetNestedTypes().Where(t => !t.IsAbstract);
        Assert.Equal(states.Select(t => t.Name).Order(), columns.Select(s => s.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void Every_state_of_a_case_is_a_column_of_its_table()
    {
        var columns = CaseTables.Cases.Columns.Select(c => (c.Name, Hall: c.Hall(), c.Subject)).Select(c => (c.Name, c.Hall.State.Cases.Find(c.Subject(c.Hall))!.State)).ToList();
        Assert.Equal(typeof(CaseState).GetNestedTypes().Where(t => !t.IsAbstract).Select(t => t.Name).Order(), columns.Select(c => c.State.GetType().Name).Distinct().Order());
        Assert.All(columns, c => Assert.StartsWith(c.State.GetType().Name, c.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void No_cell_of_any_table_is_empty()
    {
        Assert.All(Cells(TicketRules.Table).Concat(Cells(WindowRules.Table)).Concat(Cells(WindowRules.Tidal)), cell => Assert.NotEqual("", cell.Trim('_')));
        Assert.All(Cells(DayRules.Table).Concat(Cells(BookingRules.Table)).Concat(Cells(CaseTables.Cases)).Concat(Cells(CaseTables.Compartments)).Concat(Cells(CaseTables.Ratings)).Concat(Cells(ErrandRules.Table)), cell => Assert.NotEqual("", cell.Trim('_')));
        Assert.All(BesideTicketRules.Families.SelectMany(f => Cells(f.Table)), cell => Assert.NotEqual("", cell.Trim('_')));
    }

    [Fact]
    public void An_ended_visit_stays_ended_whatever_is_ordered()
    {
        var ended = TicketRules.Table.Columns.Where(c => c.Name is "Completed" or "Cancelled" or "Released" or "NoShow");
        foreach (var column in ended)
            foreach (var row in TicketRules.Table.Rows)
            {
                var hall = column.Hall();
                var before = hall.StateOf(new(1));
                hall.Do(row.Actor, row.Command(new(1)));
                Assert.Equal(before, hall.StateOf(new(1)));
            }
    }

    private static IEnumerable<string> Cells<T>(RuleTable<T> table) => table.Columns.SelectMany(c => table.Rows.Select(r => RuleTable<T>.Cell(c, r)));
}
