using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>docs/case-rules.md: each rule of law with the tests that are named after it.</summary>
public sealed partial class LawListSpecs
{
    private static readonly (string Id, string Rule)[] Rules =
    [
        ("L1", "No permission needed, or another body's matter: told at once, with the right body; what can be mended at the window is mended there (AL 32)"),
        ("L2", "Everything missing is told once, on the spot or in 5 working days; silence accepts from the day of receipt; whoever took in decides nothing (AL 32)"),
        ("L3", "Complete, or all corrections in: it must be accepted (AL 32)"),
        ("L4", "Acceptance and non-acceptance are dated and somebody's (AL 32)"),
        ("L5", "Decided in 20 working days, 10 more by approval with reasons (AL 42)"),
        ("L6", "Several departments together: 45 and 15 (AL 26, 42)"),
        ("L7", "Handed over in 10 working days of the decision (AL 44)"),
        ("L8", "Hearings, tests and the like are not counted, and their length is told (AL 45)"),
        ("L9", "A refusal gives reasons and the way to review (AL 38; Reconsideration Law 20)"),
        ("L10", "An agent may apply, unless a law wants the person (AL 29)"),
        ("L11", "A renewal asked for in time and not decided by the expiry is granted (AL 50)"),
        ("L12", "What was filed or can be shared is not asked for again, also when its case has left memory (在线政务规定 7)"),
        ("L14", "A receipt for each filing; corrections not brought in the local limit are a withdrawal (local)"),
        ("L15", "A minor paper may lack against a written promise with its date and consequence (local)"),
        ("L16", "What is filed online is examined in 1 working day (local: Anyang 42)"),
        ("L17", "A law of its own gives an item its own limit"),
        ("L18", "The first day is not counted; a period ends with business; a day off moves it on (Civil Code 201–203)"),
        ("L19", "Working days are those of the year's notice, worked weekends included"),
        ("L20", "A step that is not counted has a promised length that is watched (local)"),
        ("O2", "A window acts for a department by its letter only"),
        ("E1", "Rating is voluntary, and the rater is protected (国办发〔2019〕51号; GB/T 39734)"),
        ("E2", "One visit one rating, one matter one rating"),
        ("E3", "Five levels, the two lowest are bad"),
        ("E4", "Reasons are national and versioned"),
        ("E5", "A bad one is contacted in 1 working day, mended by a date, visited back (local)"),
        ("E6", "Days to mend; appeal and review of mistaken ones (local)"),
        ("U1", "办不成事: registered at once, contact the same day, a limit, one reasoned extension, confirmed by the citizen (local)"),
        ("U2", "Every no at a window is reported (local)"),
        ("P1", "帮办 accompanies, 代办 acts by a written mandate; both are free, with five papers: slip, mandate, end, suspension, mandate anew (DB3205/T 1077)"),
        ("P2", "Agents by trade are marked apart and capped by ticket and day; priority of the elderly and disabled: the green channel, Queueing/DispatchSpecs"),
    ];

    private static readonly (string Id, string Why)[] Elsewhere =
    [
        ("L13", "nobody is forced online: the routing of items, `Halls/RoutingSpecs`"),
        ("E7", "silence as satisfaction contradicts E1: not offered"),
    ];

    [GeneratedRegex("^([LEUPO][0-9]+)_(.+)$")]
    private static partial Regex Named();

    private static ILookup<string, string> Tests { get; } = typeof(LawListSpecs).Assembly.GetTypes().SelectMany(t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(m => m.GetCustomAttributes().Any(a => a is FactAttribute)).Select(m => (Name: Named().Match(m.Name), Type: t.Name))).Where(m => m.Name.Success)
        .OrderBy(m => m.Name.Groups[2].Value, StringComparer.Ordinal).ToLookup(m => m.Name.Groups[1].Value, m => $"{m.Name.Groups[2].Value.Replace('_', ' ')} ({m.Type})");

    [Fact]
    public void Each_rule_of_law_has_a_test_and_each_test_a_rule() => Assert.Equal(Rules.Select(r => r.Id).Order(StringComparer.Ordinal), Tests.Select(t => t.Key).Order(StringComparer.Ordinal));

    [Fact]
    public void The_printed_list_is_the_list()
    {
        var path = Path.Combine(RulesDocument.Root, "docs", "case-rules.md");
        var text = new StringBuilder("# Rules of law, and the test of each\n\nOf cases, ratings and what could not be got done. AL: Administrative Permit Law. Each figure is a field of the hall file, by default the law's. Made by a test, like rules.md.\n\n| rule | what it says | tests |\n|---|---|---|\n");
        foreach (var (id, rule) in Rules) text.Append(CultureInfo.InvariantCulture, $"| {id} | {rule} | {string.Join("<br>", Tests[id])} |\n");
        text.Append("\n| not tested here | where, or why |\n|---|---|\n");
        foreach (var (id, why) in Elsewhere) text.Append(CultureInfo.InvariantCulture, $"| {id} | {why} |\n");
        if (Environment.GetEnvironmentVariable(RulesDocument.Rewrite) is "1") File.WriteAllText(path, text.ToString());
        Assert.True(File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text.ToString(), $"docs/case-rules.md is not what the tests say. Run them with {RulesDocument.Rewrite}=1.");
    }
}
