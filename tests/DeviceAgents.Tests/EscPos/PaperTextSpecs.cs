using CsCheck;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Tests.EscPos;

/// <summary>What a text takes on paper.</summary>
public sealed class PaperTextSpecs
{
    private static readonly Gen<string> Texts = Gen.Char["aW9 -汉字，·（"].Array[0, 80].Select(signs => PaperText.Clean(new string(signs)));

    [Fact]
    public void Wrapped_lines_fit_and_nothing_is_lost() => Gen.Select(Texts, Gen.Int[2, 48]).Sample((text, columns) =>
    {
        var lines = PaperText.Wrap(text, columns);
        Assert.All(lines, line => Assert.InRange(PaperText.Cells(line), 0, columns));
        Assert.Equal(text.Replace(" ", "", StringComparison.Ordinal), string.Concat(lines).Replace(" ", "", StringComparison.Ordinal));
    });

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
