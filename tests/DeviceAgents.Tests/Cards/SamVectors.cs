using System.Buffers;
using CsCheck;
using TidalHall.Core.Queueing;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;

namespace TidalHall.DeviceAgents.Tests.Cards;

/// <summary>The bytes between a reader and us, and what a card says.</summary>
public sealed class SamVectors
{
    private static readonly DateOnly Today = new(2026, 11, 29);
    private static readonly SimulatedCard Someone = new("11010519491231002X", "张三");

    [Fact]
    public void Questions_are_as_the_makers_write_them_with_checksums_of_our_own()
    {
        Assert.Equal("AA AA AA 96 69 00 03 10 FF EC", Codec.Hex(SamFrames.Reset));
        Assert.Equal("AA AA AA 96 69 00 03 11 FF ED", Codec.Hex(SamFrames.AskStatus));
        Assert.Equal("AA AA AA 96 69 00 03 20 01 22", Codec.Hex(SamFrames.Find));
        Assert.Equal("AA AA AA 96 69 00 03 20 02 21", Codec.Hex(SamFrames.Select));
        Assert.Equal("AA AA AA 96 69 00 03 30 01 32", Codec.Hex(SamFrames.ReadCard));
    }

    [Theory]
    [InlineData("00 08 00 00 9F 00 00 00 00 97", nameof(SamStatus.Found), 4)]
    [InlineData("00 04 00 00 80 84", nameof(SamStatus.NoCard), 0)]
    [InlineData("00 04 00 00 90 94", nameof(SamStatus.Done), 0)]
    [InlineData("00 04 01 00 90 95", nameof(SamStatus.Unlisted), 0)]
    [InlineData("00 04 00 00 10 14", nameof(SamStatus.NotUnderstood), 0)]
    [InlineData("00 04 00 00 21 25", nameof(SamStatus.NotUnderstood), 0)]
    [InlineData("00 04 00 00 31 35", nameof(SamStatus.CardFailed), 0)]
    [InlineData("00 04 00 00 40 44", nameof(SamStatus.WrongCard), 0)]
    [InlineData("00 04 03 07 41 41", nameof(SamStatus.CardFailed), 0)]
    [InlineData("00 04 00 00 66 62", nameof(SamStatus.NeedsService), 0)]
    [InlineData("00 04 00 00 81 85", nameof(SamStatus.CardFailed), 0)]
    [InlineData("00 04 00 00 91 95", nameof(SamStatus.NoSuchItem), 0)]
    [InlineData("00 04 00 00 55 51", nameof(SamStatus.Unlisted), 0)]
    public void Each_code_means_what_the_table_says(string after, string status, int data)
    {
        byte[] bytes = [0xAA, 0xAA, 0xAA, 0x96, 0x69, .. Codec.Hex(after)];
        Assert.Equal(OperationStatus.Done, SamFrames.Read(bytes, out var reply, out var consumed));
        Assert.Equal((status, data, bytes.Length), (reply.Status.ToString(), reply.DataLength, consumed));
    }

    [Fact]
    public void A_card_takes_1295_bytes()
    {
        Assert.Equal(1295, SamFrames.MaxLength);
        Assert.Equal(1295, SimulatedCardReader.Frame(0x90, SimulatedCardReader.Data(Someone)).Length);
    }

    [Fact]
    public void An_answer_longer_than_any_we_ask_for_is_noise() =>
        Assert.Equal(OperationStatus.InvalidData, SamFrames.Read([0xAA, 0xAA, 0xAA, 0x96, 0x69, 0x05, 0x09], out _, out _));

    [Fact]
    public void The_text_is_cut_into_its_fields()
    {
        var card = new IdCardText(SimulatedCardReader.Data(Someone).AsSpan(4, 256));
        Assert.Equal(["张三", "2", "01", "19491231", "某省某市某区某路1号", "11010519491231002X", "某市公安局", "20200101", "长期"],
            [IdCardText.Text(card.Name), IdCardText.Text(card.Sex), IdCardText.Text(card.Nation), IdCardText.Text(card.Birth), IdCardText.Text(card.Address), IdCardText.Text(card.Number), IdCardText.Text(card.Issuer), IdCardText.Text(card.ValidFrom), IdCardText.Text(card.ValidTo)]);
    }

    [Fact]
    public void Number_and_name_leave_a_card()
    {
        Assert.Equal(CardPage.Resident, IdCardText.TryRead(SimulatedCardReader.Data(Someone), Today, out var number, out var name));
        Assert.Equal(("11010519491231002X", "张三"), (number, name));
    }

    [Theory]
    [InlineData('I')]
    [InlineData('J')]
    [InlineData('Z')]
    public void Another_kind_of_card_is_told_by_its_letter(char kind) =>
        Assert.Equal(CardPage.Other, IdCardText.TryRead(SimulatedCardReader.Data(Someone with { Kind = kind }), Today, out _, out _));

    [Fact]
    public void Halves_of_two_cards_are_no_card()
    {
        var (one, other) = (SimulatedCardReader.Data(Someone), SimulatedCardReader.Data(new("110105198001010024", "李四")));
        // Both women's. From birth to number: before, only the name would be the other's, which nothing on a card can tell.
        for (var cut = 4 + 52; cut <= 4 + 122; cut++)
            Assert.Equal(CardPage.Unreadable, IdCardText.TryRead([.. other[..cut], .. one[cut..]], Today, out _, out _));
    }

    [Fact]
    public void Lengths_that_lie_are_no_card()
    {
        var data = SimulatedCardReader.Data(Someone);
        data[0] = 2;
        Assert.Equal(CardPage.Unreadable, IdCardText.TryRead(data, Today, out _, out _));
        Assert.Equal(CardPage.Unreadable, IdCardText.TryRead(SimulatedCardReader.Data(Someone).AsSpan(..^1), Today, out _, out _));
        Assert.Equal(CardPage.Unreadable, IdCardText.TryRead([], Today, out _, out _));
    }

    [Theory]
    [InlineData("11010519491231002X", "11010519491231002X")]
    [InlineData("11010519491231002x", "11010519491231002X")]
    [InlineData("110105194912310021", null)]
    [InlineData("11010519491331002X", null)]
    [InlineData("1101051949123100２X", null)]
    [InlineData("11010519491231002", null)]
    public void A_number_is_taken_by_its_form_its_birth_and_its_check_digit(string text, string? number)
    {
        Assert.Equal(number is not null, IdNumber.TryRead(text, Today, out var read));
        Assert.Equal(number ?? "", read);
    }

    [Fact]
    public void Nobody_is_born_tomorrow()
    {
        Assert.True(IdNumber.TryRead(Number("110105", Today, 5), Today, out _));
        Assert.False(IdNumber.TryRead(Number("110105", Today.AddDays(1), 5), Today, out _));
    }

    [Fact]
    public void One_wrong_digit_anywhere_is_seen() => Gen.Select(Gen.Int[0, 36_000], Gen.Int[1, 999], Gen.Int[0, 16], Gen.Int[1, 9]).Sample((day, order, at, by) =>
    {
        var number = Number("110105", new DateOnly(1930, 1, 1).AddDays(day % 35_000), order).ToCharArray();
        Assert.True(IdNumber.TryRead(number, Today, out _));
        number[at] = (char)('0' + (number[at] - '0' + by) % 10);
        Assert.False(IdNumber.TryRead(number, Today, out _));
    });

    private static string Number(string area, DateOnly birth, int order) => $"{area}{birth:yyyyMMdd}{order:000}" is var digits ? digits + IdNumber.CheckSign(digits) : "";
}
