using CsCheck;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Tests.EscPos;

/// <summary>What a text takes on paper.</summary>
public sealed class PaperTextSpecs
{
    private static readonly Gen<string> Texts = Gen.Char["aW9 -汉字，·（。”“）"].Array[0, 80].Select(signs => PaperText.Clean(new string(signs)));

    [Fact]
    public void Wrapped_lines_fit_and_nothing_is_lost() => Gen.Select(Texts, Gen.Int[2, 48]).Sample((text, columns) =>
    {
        var lines = PaperText.Wrap(text, columns);
        Assert.All(lines, line => Assert.InRange(PaperText.Cells(line), 0, columns));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    });

    private static readonly string[] Said = ["汉", "字，", "（字）", "“汉字。”", "abc, ", "15–32", "《汉》、"];

    [Fact]
    public void No_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() =>
        Gen.Select(Gen.Int[0, Said.Length - 1].Select(at => Said[at]).Array[0, 30], Gen.Int[16, 48]).Sample((words, columns) =>
        {
            var lines = PaperText.Wrap(PaperText.Clean(string.Concat(words)), columns);
            Assert.All(lines, line => Assert.DoesNotContain(line[0], "，）。”》、–,"));
            Assert.All(lines, line => Assert.DoesNotContain(line[^1], "（“《"));
        });

    [Theory]
    [InlineData("过号不作废：请告知工作人员。", 26, "过号不作废：请告知工作人", "员。")]
    [InlineData("领取办理结果（含证照）", 14, "领取办理结果", "（含证照）")]
    [InlineData("到“一号”窗口", 4, "到", "“一", "号”", "窗口")]
    [InlineData("Back in the hall, tell the staff", 16, "Back in the", "hall, tell the", "staff")]
    [InlineData("abcdefghij", 4, "abcd", "efgh", "ij")]
    public void A_sentence_is_cut_where_people_would_cut_it(string text, int columns, params string[] lines) => Assert.Equal(lines, PaperText.Wrap(text, columns));

    [Theory]
    [InlineData("A012", 4)]
    [InlineData("汉字", 4)]
    [InlineData("１：", 4)]
    [InlineData("15–32", 6)]
    [InlineData("ab·c", 5)]
    public void Hanzi_and_what_is_set_as_wide_takes_two_cells(string text, int cells) => Assert.Equal(cells, PaperText.Cells(text));

    [Theory]
    [InlineData("a\u001b@b", "a@b")]
    [InlineData("a\r\nb\tc", "a  b c")]
    [InlineData("\u202Eabc\u200B", "abc")]
    [InlineData("a\ud800b", "ab")]
    [InlineData("\u0010\u0004\u0001", "")]
    public void What_could_command_the_printer_or_turn_the_line_is_dropped(string text, string clean) => Assert.Equal(clean, PaperText.Clean(text));

    [Fact]
    public void Every_character_goes_there_and_back_and_none_holds_a_control_byte()
    {
        foreach (var scalar in Enumerable.Range(0xA0, 0x10FFFF - 0xA0 + 1).Where(System.Text.Rune.IsValid))
        {
            var text = char.ConvertFromUtf32(scalar);
            var bytes = PaperText.Encode(text);
            Assert.True(bytes.All(b => b >= 0x30) && PaperText.Decode(bytes) == text, $"U+{scalar:X}");
        }
    }
}
