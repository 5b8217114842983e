using System.Reflection;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>What people type: plain text on one line, whatever else it holds, and never in an order.</summary>
public sealed class ReasonSpecs
{
    private readonly HallScenario _hall = new HallScenario().Given(Anna, new OpenWindow(W1));

    public static TheoryData<string> NotPlain => ["\u001b@初始化打印机", "换行\n第二行", "铃\a", "反\u202e写", "零宽\u200b", "空\0", "半\ud83d", new string('长', 201)];

    [Theory]
    [MemberData(nameof(NotPlain))]
    public void Control_signs_and_tricks_are_no_note(string text) => Assert.Equal(RefusalCode.TextNotPlain, NoteText.Refuses(text)?.Code);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{0} & \"引号\" 'a'")]
    [InlineData("𠮷㐀，行动不便 👵")]
    public void Markup_is_text(string text) => Assert.Null(NoteText.Refuses(text));

    [Fact]
    public void Two_hundred_signs_are_a_note() => Assert.Null(NoteText.Refuses(new string('长', NoteText.MaxLength)));

    [Fact]
    public void An_order_whose_reason_is_part_of_it_is_refused_without_one()
    {
        var ticket = _hall.Ticket();
        HallCommand[] orders = [new CallChosen(W1, ticket, null), new ReleaseTicket(ticket, null), new PauseWindow(W1, null), new ClearSession(W1, null), new AssignWindow(W4, Intake, null)];
        Assert.All(orders, order => Assert.Equal(RefusalCode.ReasonNeeded, _hall.Refused(Chief, order)));
    }

    public static TheoryData<Type> OrdersAndEvents =>
        [.. typeof(HallEvent).Assembly.GetTypes().Where(t => !t.IsAbstract && (t.IsSubclassOf(typeof(HallCommand)) || t.IsSubclassOf(typeof(HallEvent))))];

    /// <summary>A text in an event would be in the journal for ever, whatever somebody typed into it.</summary>
    [Theory]
    [MemberData(nameof(OrdersAndEvents))]
    public void No_order_and_no_event_has_a_place_for_free_text(Type type) => Assert.Empty(Texts(type, []));

    // An answer for everybody is written by the unit, not typed of a citizen: its question is a note. A language is one of two, a hash and a department are the plan's; ids, codes and numbers refuse what is none.
    private static IEnumerable<string> Texts(Type type, HashSet<Type> seen) => !seen.Add(type) ? [] :
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        let held = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType.GetElementType() ?? property.PropertyType
        from text in held == typeof(string) ? property.Name is "Language" or "Hash" or "Department" ? [] : [$"{type.Name}.{property.Name}"]
            : held.Assembly != type.Assembly || held == typeof(HallPlan) || held == typeof(HandbookText) || held == typeof(TicketNumber) || held == typeof(TicketCode) || IsId(held) ? []
            : new[] { held }.Concat(held.GetNestedTypes()).SelectMany(t => Texts(t, seen))
        select text;

    private static bool IsId(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextId<>));
}
