using System.Globalization;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Announcing.Calls;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Announcing;

public sealed class AnnouncerSpecs
{
    private static Utterance Next(params SpokenCall[] waiting) => Announcer.Next(waiting, DigitOne.Yao);
    private static string[] Texts(Utterance utterance) => [.. utterance.Sentences.Select(s => s.Text)];

    [Fact]
    public void A_call_by_itself_is_a_whole_sentence_said_twice() =>
        Assert.Equal(["请 A 零 幺 二 号，到 三 号窗口办理。", "请 A 零 幺 二 号，到 三 号窗口办理。"], Texts(Next(Of(12, window: 3))));

    [Fact]
    public void Its_tokens_are_what_a_set_of_clips_needs()
    {
        SpeechToken[] expected =
        [
            new(SpeechTokenKind.Words, "请"), new(SpeechTokenKind.Letter, "A"), new(SpeechTokenKind.Digit, "零"), new(SpeechTokenKind.Digit, "幺"),
            new(SpeechTokenKind.Digit, "二"), new(SpeechTokenKind.Words, "号，到"), new(SpeechTokenKind.Cardinal, "三"), new(SpeechTokenKind.Words, "号窗口办理"),
        ];
        Assert.Equal(expected, Next(Of(12, window: 3)).Sentences[0].Tokens);
    }

    [Fact]
    public void A_room_is_spoken_by_its_name() =>
        Assert.Equal("请 A 零 零 九 号，到 婚姻登记室 办理。", Texts(Next(Of(9, place: new("婚姻登记室", "the marriage room"))))[0]);

    [Fact]
    public void Who_chose_English_hears_it_once_more_after_the_Chinese()
    {
        var utterance = Next(Of(12, window: 3, english: true));
        Assert.Equal(["zh-CN", "zh-CN", "en"], utterance.Sentences.Select(s => s.Language));
        Assert.Equal("Ticket A, 0 1 2, please go to window 3.", utterance.Sentences[^1].Text);
    }

    [Fact]
    public void While_the_queue_is_under_twenty_seconds_each_is_said_twice()
    {
        Assert.Equal(2, Next(Many(2)).Times);
        Assert.True(Announcer.LengthOf(Many(2), 2, DigitOne.Yao) < Announcer.ShortQueue);
    }

    [Fact]
    public void From_twenty_seconds_each_is_said_once()
    {
        var utterance = Next(Many(3));
        Assert.Equal((1, 1), (utterance.Times, utterance.Calls.Count));
    }

    [Fact]
    public void A_longer_queue_is_merged_as_far_as_it_must_be() =>
        Assert.Equal(["A 零 幺 二 到 三 号窗口，B 零 零 七 到 五 号窗口。"], Texts(Next([Of(12, window: 3), Of(7, "B", window: 5), .. Many(2)])));

    [Fact]
    public void Four_in_a_sentence_is_as_much_as_people_keep_in_mind() =>
        Assert.Equal(["A 零 幺 二 到 三 号窗口，B 零 零 七 到 五 号窗口，A 零 幺 三 到 婚姻登记室，A 零 幺 四 到 十四 号窗口。"],
            Texts(Next([Of(12, window: 3), Of(7, "B", window: 5), Of(13, place: new("婚姻登记室")), Of(14), .. Many(9)])));

    [Fact]
    public void What_screens_show_is_what_is_said()
    {
        var merged = Next(Of(12, window: 3), Of(7, "B", window: 5), Of(13, place: new("婚姻登记室", "Marriage room")), Of(14), Of(15), Of(16), Of(17));
        Assert.Equal("A012 到 3 号窗口，B007 到 5 号窗口，A013 到 婚姻登记室，A014 到 14 号窗口", merged.CaptionIn("zh-CN"));
        Assert.Equal("A012 to window 3, B007 to window 5, A013 to Marriage room, A014 to window 14", merged.CaptionIn("en"));
    }

    [Fact]
    public void A_call_and_its_recall_in_one_sentence_are_said_once()
    {
        var merged = Next(Of(12, window: 3), Of(12, window: 3) with { Sequence = 13 }, Of(7, "B", window: 5), Of(14), Of(15), Of(16), Of(17));
        Assert.Equal("A012 到 3 号窗口，B007 到 5 号窗口，A014 到 14 号窗口", merged.CaptionIn("zh-CN"));
        Assert.Equal(4, merged.Calls.Count);
    }

    [Fact]
    public void A_sentence_is_estimated_near_what_a_synthesiser_takes()
    {
        // Measured with espeak-ng 1.51: 3.93 s, 5.2 s and 3.12 s.
        Assert.Equal(3.93, Next(Of(12, window: 3)).Sentences[0].Length.TotalSeconds, 0.4);
        Assert.Equal(5.2, new Utterance(1, ZoneA, [Of(12, window: 3), Of(7, "B", window: 5)], 1, DigitOne.Yao).Sentences[0].Length.TotalSeconds, 0.4);
        Assert.Equal(3.12, Next(Of(12, window: 3, english: true)).Sentences[^1].Length.TotalSeconds, 0.4);
    }

    [Fact]
    public void The_estimate_holds_chime_repeats_and_pauses()
    {
        var utterance = Next(Of(12, window: 3));
        Assert.Equal(1.2 + 2 * utterance.Sentences[0].Length.TotalSeconds + 0.5, utterance.EstimatedSeconds, 6);
    }

    [Fact]
    public void Calls_and_recalls_are_spoken_in_the_zone_of_their_window_and_nothing_else_is()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        hall.Given(Citizen, new TakeTicket(Passport, Language: "en")).Given(Anna, new CallNext(W1)).Given(Anna, new RecallTicket(W1));
        hall.Given(Anna, new StartService(W1)).Given(Anna, new CompleteVisit(W1));
        var view = new HallView(hall.State);
        var spoken = hall.Journal.Select(r => SpokenCall.From(view, r)).OfType<SpokenCall>().ToList();
        Assert.Equal([nameof(TicketCalled), nameof(TicketRecalled)], spoken.Select(c => hall.Journal[(int)c.Sequence - 1].Event.GetType().Name));
        Assert.All(spoken, c => Assert.Equal(new SpokenCall(c.Sequence, new("a"), new(1), new("A", 1), W1, 1, null, AlsoEnglish: true), c));
    }

    [Fact]
    public void Every_reason_for_silence_has_a_sentence_in_both_languages()
    {
        foreach (var why in Enum.GetValues<NotSpokenWhy>())
        {
            var outcome = new CallOutcome(Of(1), why);
            Assert.NotEqual(outcome.WhyIn("zh-CN"), outcome.WhyIn("en"));
        }
        Assert.Equal("", new CallOutcome(Of(1)).WhyIn("zh-CN"));
    }

    [Fact]
    public void The_reader_decides_the_language_and_not_the_thread()
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        try { Assert.StartsWith("请", Texts(Next(Of(1)))[0], StringComparison.Ordinal); }
        finally { CultureInfo.CurrentUICulture = before; }
    }
}
