using System.Globalization;
using System.Text;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>docs/rules.md, made from the rules as they are decided.</summary>
internal static class RulesDocument
{
    /// <summary>Set to 1 to write the document anew instead of comparing it.</summary>
    public const string Rewrite = "TIDALHALL_WRITE_DOCS";

    public static string FilePath => Path.Combine(Root, "docs", "rules.md");

    public static string Text()
    {
        var text = new StringBuilder(Introduction);
        Section(text, "Tickets", "The ticket is Li's, for a passport. Anna sits at window 1, where it was called, and Bo at window 2; both are of its category. Nobody else waits.");
        TicketRules.Table.WriteTo(text);
        text.Append("\n## Other orders beside a ticket\nEvery order that names no ticket, while Li's ticket of above is in each state. What the order is about is there, made at other windows; they have nobody in front.\n");
        foreach (var (family, table) in BesideTicketRules.Families)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n### {family}\n\n");
            table.WriteTo(text);
        }
        Section(text, "Windows", "One ticket waits and another is held. Window 1 is of their category. An order at a window is given by who sits there, a manager or an integrator.");
        WindowRules.Table.WriteTo(text);
        Section(text, "Tidal windows", "The window may be turned to intake or to tax. A citizen waits for intake, nobody for tax.");
        WindowRules.Tidal.WriteTo(text);
        Section(text, "The day", "Hours are 09:00 to 17:00; it is 09:00 unless said. Ticket 1 is the one spoken of.");
        DayRules.Table.WriteTo(text);
        Section(text, "Appointments", "Li has booked a passport for 10:00 today, in a slot of half an hour with two places; it may be checked in from 09:30, cancelled until 08:00, and the grace is 15 minutes. Hours are 09:00 to 17:00.");
        BookingRules.Table.WriteTo(text);
        Section(text, "Cases", "Li's licence in a department's hands: Anna took it in, the officer is the department's. It is Monday, 2 March 2026, and nothing is late. The law behind each rule: case-rules.md.");
        CaseTables.Cases.WriteTo(text);
        Section(text, "Compartments", "Compartment 1 of a cabinet, with Li's licence or on the way to it; its code is known to Li.");
        CaseTables.Compartments.WriteTo(text);
        Section(text, "A bad rating", "Level 1, of a visit at Anna's window.");
        CaseTables.Ratings.WriteTo(text);
        Section(text, "Helping", "Anna acts for Li in a licence, by a written mandate.");
        ErrandRules.Table.WriteTo(text);
        Section(text, "Who may", "What each may ask for; a clerk's orders at a window count for his own window only.");
        AccessRules.WriteTo(text, Commands.DistinctBy(c => c.GetType()).OrderBy(c => c.GetType().Name, StringComparer.Ordinal));
        Section(text, "Refusals", "The code goes to integrators, the sentence to people. Places in braces are filled in.");
        text.Append("| code | 中文 | English |\n|---|---|---|\n");
        foreach (var code in Enum.GetValues<RefusalCode>())
            text.Append(CultureInfo.InvariantCulture, $"| {code} | {Sentence(code, "zh-CN")} | {Sentence(code, "en")} |\n");
        return text.ToString();
    }

    /// <summary>One example of every order the tables hold.</summary>
    public static IEnumerable<HallCommand> Commands =>
        [.. TicketRules.Table.Commands, .. BookingRules.Table.Commands, .. WindowRules.Table.Commands, .. WindowRules.Tidal.Commands, .. DayRules.Table.Commands,
         .. CaseTables.Cases.Commands, .. CaseTables.Compartments.Commands, .. CaseTables.Ratings.Commands, .. ErrandRules.Table.Commands,
         .. BesideTicketRules.Families.SelectMany(f => f.Table.Commands)];

    private static void Section(StringBuilder text, string title, string words) => text.Append("\n## ").Append(title).Append('\n').Append(words).Append("\n\n");

    private static string Sentence(RefusalCode code, string culture) =>
        RefusalText.Of(new(code, ["{0}", "{1}", "{2}", "{3}"]), CultureInfo.GetCultureInfo(culture));

    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }

    private const string Introduction =
        """
        # The rules of a hall, as it decides them
        What happens to each order in each situation: the events it leads to, "already so" (nothing happens, and it is no mistake), or the
        refusal in italics, which changes nothing. Every table here is made by running the rules.

        A test compares this file with the rules. After a change of the rules that is meant, write it anew and read the difference:

            TIDALHALL_WRITE_DOCS=1 dotnet test --project tests/Core.Tests

        """;
}
