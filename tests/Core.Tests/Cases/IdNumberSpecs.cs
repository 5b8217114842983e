using System.Globalization;
using CsCheck;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Tests.Cases;

/// <summary>A resident's number is looked at before it goes anywhere. All numbers here are made up.</summary>
public sealed class IdNumberSpecs
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    private static string Number(string area, string birth, int order = 5) => $"{area}{birth}{order:000}" is var digits ? digits + IdNumber.CheckSign(digits) : "";

    [Theory]
    [InlineData("11010519491231002X", null)]
    [InlineData("11010519491231002x", null)]
    [InlineData("110105194912310021", IdNumberFault.CheckDigit)]
    [InlineData("1101051949123100２X", IdNumberFault.Form)]
    [InlineData("11010519491231002", IdNumberFault.Form)]
    [InlineData("", IdNumberFault.Form)]
    [InlineData(null, IdNumberFault.Form)]
    public void A_number_is_known_by_its_form_and_its_check_digit_and_a_small_x_is_taken(string? text, IdNumberFault? fault) => Assert.Equal(fault, IdNumber.Check(text, Today));

    [Theory]
    [InlineData("19900230")]
    [InlineData("20260303")]
    [InlineData("18491231")]
    [InlineData("19901301")]
    public void A_birth_that_is_no_date_or_has_not_come_yet_is_told(string birth) => Assert.Equal(IdNumberFault.BirthDate, IdNumber.Check(Number("110105", birth), Today));

    [Fact]
    public void Who_is_born_today_has_a_number() => Assert.Null(IdNumber.Check(Number("110105", "20260302"), Today));

    // 上海卢湾 (to 2011), 重庆 as a part of Sichuan (to 1997), 北京崇文 (to 2010), Hong Kong, Taiwan.
    [Theory]
    [InlineData("310103")]
    [InlineData("510202")]
    [InlineData("110103")]
    [InlineData("810000")]
    [InlineData("830000")]
    public void The_code_of_an_abolished_division_is_as_good_as_any(string area) => Assert.Null(IdNumber.Check(Number(area, "19800101"), Today));

    [Theory]
    [InlineData("990000")]
    [InlineData("000000")]
    [InlineData("111111")]
    public void A_code_that_never_was_is_told(string area) => Assert.Equal(IdNumberFault.Division, IdNumber.Check(Number(area, "19800101"), Today));

    [Fact]
    public void What_was_founded_since_the_list_stands_in_the_hall_file() => Assert.Null(IdNumber.Check(Number("653228", "20250101"), Today, ["653228"]));

    [Fact]
    public void A_card_is_read_whatever_the_list_has_of_its_division()
    {
        Assert.True(IdNumber.TryRead("99000019900307003x", Today, out var read));
        Assert.Equal("99000019900307003X", read);
        Assert.False(IdNumber.TryRead("110105194912310021", Today, out _));
    }

    [Fact]
    public void Each_fault_is_told_by_a_refusal_of_its_own() =>
        Assert.Equal(4, Enum.GetValues<IdNumberFault>().Select(IdNumber.CodeOf).Distinct().Count());

    [Fact]
    public void One_sign_that_was_typed_wrong_is_always_seen() => Gen.Select(Gen.Int[0, 35_000], Gen.Int[1, 999], Gen.Int[0, 17], Gen.Int[1, 9]).Sample((day, order, at, by) =>
    {
        var number = Number("110105", new DateOnly(1930, 1, 1).AddDays(day).ToString("yyyyMMdd", CultureInfo.InvariantCulture), order).ToCharArray();
        Assert.Null(IdNumber.Check(number, Today));
        number[at] = number[at] is 'X' ? (char)('0' + by) : (char)('0' + (number[at] - '0' + by) % 10);
        Assert.NotNull(IdNumber.Check(number, Today));
    });
}
