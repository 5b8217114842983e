using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Announcing;

public sealed class SpokenFormSpecs
{
    [Theory]
    [InlineData("A", 12, DigitOne.Yao, "A 零 幺 二")]
    [InlineData("A", 12, DigitOne.Yi, "A 零 一 二")]
    [InlineData("B", 7, DigitOne.Yao, "B 零 零 七")]
    [InlineData("TX", 1110, DigitOne.Yao, "T X 幺 幺 幺 零")]
    [InlineData("A", 9034, DigitOne.Yi, "A 九 零 三 四")]
    public void A_ticket_number_is_spoken_sign_by_sign_and_keeps_its_zeros(string prefix, int count, DigitOne one, string spoken) =>
        Assert.Equal(spoken, SpokenForm.Text(new(prefix, count), "zh-CN", one));

    [Theory]
    [InlineData("A", 12, "A, 0 1 2")]
    [InlineData("TX", 1110, "TX, 1 1 1 0")]
    public void In_English_the_letters_stand_apart_from_the_digits(string prefix, int count, string spoken) =>
        Assert.Equal(spoken, SpokenForm.Text(new(prefix, count), "en", DigitOne.Yao));

    [Theory]
    [InlineData(1, "一")]
    [InlineData(2, "二")]
    [InlineData(10, "十")]
    [InlineData(11, "十一")]
    [InlineData(20, "二十")]
    [InlineData(26, "二十六")]
    [InlineData(100, "一百")]
    [InlineData(101, "一百零一")]
    [InlineData(110, "一百一十")]
    [InlineData(112, "一百一十二")]
    [InlineData(999, "九百九十九")]
    public void A_window_is_spoken_as_a_whole_number_and_never_with_yao(int window, string spoken) => Assert.Equal(spoken, SpokenForm.Cardinal(window, "zh-CN"));

    [Theory]
    [InlineData(0)]
    [InlineData(1000)]
    public void A_window_number_outside_1_to_999_has_no_spoken_form(int window) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SpokenForm.Cardinal(window, "zh-CN"));

    [Fact]
    public void Every_number_of_a_day_has_a_token_for_each_of_its_signs()
    {
        for (var count = 1; count <= TicketNumber.MaxCount; count++)
        {
            var tokens = SpokenForm.Of(new("A", count), "zh-CN", DigitOne.Yao).ToList();
            Assert.Equal(new TicketNumber("A", count).ToString().Length, tokens.Count);
            Assert.All(tokens.Skip(1), t => Assert.Contains(t.Text, "零幺二三四五六七八九", StringComparison.Ordinal));
        }
    }
}
