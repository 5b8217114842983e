using System.Text;
using System.Text.Json;
using TidalHall.Core.Cases;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.RuleBook;

namespace TidalHall.Core.Tests.Wire;

/// <summary>What is in a journal stays readable for ever: the bytes of each kind of event are pinned.</summary>
public sealed class StoredFormSpecs
{
    private static string FilePath => Path.Combine(RulesDocument.Root, "tests", "Core.Tests", "Wire", "stored-events.txt");
    private static string[] Pinned => File.ReadAllLines(FilePath);
    private static string Line(HallEvent e) => $"{HallEventJson.KindOf(e)} {Encoding.UTF8.GetString(HallEventJson.Write(e))}";

    public static TheoryData<string> Kinds => [.. HallEventJson.Kinds.Order(StringComparer.Ordinal)];

    private static HallEvent Example(string kind)
    {
        var examples = Examples.All.Where(e => HallEventJson.KindOf(e) == kind).ToList();
        Assert.True(examples.Count == 1, $"{kind} needs one example, with every field set, in Wire/Examples.cs; it has {examples.Count}.");
        return examples[0];
    }

    /// <summary>A difference here breaks every journal in the field: give a new field a default, or make a new kind.</summary>
    [Fact]
    public void The_stored_forms_are_what_they_were()
    {
        var lines = Examples.All.Select(Line).ToArray();
        if (Environment.GetEnvironmentVariable(RulesDocument.Rewrite) is "1") File.WriteAllText(FilePath, string.Join('\n', lines) + "\n");
        Assert.Equal(Pinned, lines);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void What_was_stored_reads_back_equal(string kind)
    {
        var example = Example(kind);
        var line = Assert.Single(Pinned, l => l.StartsWith(kind + " ", StringComparison.Ordinal));
        var read = HallEventJson.Read(kind, Encoding.UTF8.GetBytes(line[(kind.Length + 1)..]));
        Assert.Equivalent(example, read, strict: true);
        Assert.Equal(Line(example), Line(read));
        // Lists inside a record compare by reference; all else is equal as a value.
        if (!Holds(example)) Assert.Equal(example, read);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_example_leaves_no_field_at_its_default(string kind)
    {
        var example = Example(kind);
        Assert.All(example.GetType().GetProperties(), p => Assert.False(IsDefault(p.GetValue(example), p.PropertyType), $"{kind}.{p.Name} has its default: its stored form is not seen."));
    }

    [Fact]
    public void A_field_of_tomorrow_is_passed_over_today() =>
        Assert.Equal(new TicketCancelled(new(42), 1), HallEventJson.Read(nameof(TicketCancelled), """{"ticket":42,"visit":1,"mood":"sunny"}"""u8));

    [Fact]
    public void A_field_that_yesterday_did_not_have_gets_its_default() =>
        Assert.Equal(new TicketCalled(new(42), 1, new("w03"), new("anna"), CallReason.LongestWaiting, 5),
            HallEventJson.Read(nameof(TicketCalled), """{"ticket":42,"visit":1,"window":"w03","clerk":"anna","why":"LongestWaiting","waited":5}"""u8));

    [Theory]
    [InlineData(0, 0, false), InlineData(3, 9, false), InlineData(7.5, 12.25, true), InlineData(1e-7, 1e21, true)]
    public void A_told_wait_has_the_bytes_that_the_serializer_gives_it(double p50, double p90, bool mayNotBeToday)
    {
        var taken = (TicketTaken)Example(nameof(TicketTaken)) with { Told = new(p50, p90, mayNotBeToday) };
        var stored = Encoding.UTF8.GetString(HallEventJson.Write(taken));
        Assert.Contains($"\"told\":{JsonSerializer.Serialize(taken.Told, JsonSerializerOptions.Web)},", stored, StringComparison.Ordinal);
        Assert.Equal(taken, HallEventJson.Read(nameof(TicketTaken), Encoding.UTF8.GetBytes(stored)));
    }

    [Fact]
    public void A_told_wait_of_tomorrow_is_passed_over_where_it_is_more_than_today_s()
    {
        var taken = (TicketTaken)Example(nameof(TicketTaken)) with { Told = new(3, 9) };
        var tomorrow = Encoding.UTF8.GetString(HallEventJson.Write(taken)).Replace("\"told\":{", "\"told\":{\"by\":{\"p90Minutes\":[1,{}]},", StringComparison.Ordinal);
        Assert.Equal(taken, HallEventJson.Read(nameof(TicketTaken), Encoding.UTF8.GetBytes(tomorrow)));
    }

    [Fact]
    public void A_rule_the_hall_file_left_out_keeps_the_default_written_for_it()
    {
        var read = HallEventJson.ReadPlan("""
            {"id":"h","name":{"zh":"厅"},"kind":"CountyCentre","timeZone":"Asia/Shanghai","itemsFile":"i.json","rules":{"maxRecalls":3},"themes":[],"categories":[],"zones":[],"windows":[]}
            """)!;
        Assert.Equal((3, 60, 9_999, 15), (read.Rules.MaxRecalls, read.Rules.SecondsBeforeMiss, read.Rules.DailyMaximum, read.Rules.SlotGraceMinutes));
        Assert.Equal(new TimeOnly(4, 0), read.DayTurnsAt);
    }

    [Theory]
    [InlineData("TicketTorn", "{}")]
    [InlineData("TicketCancelled", "null")]
    [InlineData("TicketCancelled", """{"ticket":42,"visi""")]
    [InlineData("TicketCancelled", """{"ticket":"A012","visit":1}""")]
    [InlineData("TicketRecalled", """{"ticket":42,"visit":1,"window":"w 03<","recalls":1}""")]
    public void What_is_no_event_is_said_to_be_none(string kind, string payload) =>
        Assert.Throws<JsonException>(() => HallEventJson.Read(kind, Encoding.UTF8.GetBytes(payload)));

    private static bool Holds(HallEvent e) => e is HallConfigured or CaseReceived || e.GetType().GetProperties().Any(p => p.PropertyType.IsArray);

    private static bool IsDefault(object? value, Type type) => value switch
    {
        null => true,
        Array { Length: 0 } => true,
        Enum or bool or int or long or string => value.Equals(type.IsValueType ? Activator.CreateInstance(Nullable.GetUnderlyingType(type) ?? type) : ""),
        _ => type.IsValueType && Nullable.GetUnderlyingType(type) is null && value.Equals(Activator.CreateInstance(type)),
    };
}
