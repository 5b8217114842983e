using CsCheck;
using TidalHall.Core.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>A ticket's code, and how its ticket is found by it.</summary>
public sealed class CodeSpecs
{
    [Theory]
    [InlineData(0UL, 0UL, "0000000000000000")]
    [InlineData(0UL, 1UL, "0000000000000001")]
    [InlineData(0UL, 1UL << 59, "0000G00000000000")]
    [InlineData(0UL, 1UL << 60, "0001000000000000")]
    [InlineData(1UL, 0UL, "000G000000000000")]
    [InlineData(0xFFFFUL, ulong.MaxValue, "ZZZZZZZZZZZZZZZZ")]
    [InlineData(0xFFFF_8000UL, 0UL, "G000000000000000")]
    public void A_code_is_eighty_bits_in_sixteen_signs(ulong high, ulong low, string text)
    {
        var code = TicketCode.From(high, low);
        Assert.Equal(text, code.ToString());
        Assert.True(TicketCode.TryParse(text, out var read));
        Assert.Equal(code, read);
        Assert.NotEqual(default, code);
    }

    [Fact]
    public void Every_code_reads_as_it_is_written() => Gen.Select(Gen.ULong, Gen.ULong).Sample((high, low) =>
    {
        var code = TicketCode.From(high, low);
        return TicketCode.TryParse(code.ToString(), out var read) && read == code && TicketCode.TryParse(code.ToString().ToLowerInvariant(), out read) && read == code;
    });

    [Theory]
    [InlineData("oil0OIL123456789", "0110011123456789")]
    [InlineData("abcdefghjkmnpqrs", "ABCDEFGHJKMNPQRS")]
    public void A_code_is_read_as_people_type_it(string typed, string code)
    {
        Assert.True(TicketCode.TryParse(typed, out var read));
        Assert.Equal(code, read.ToString());
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("000000000000000"), InlineData("00000000000000000"), InlineData("000000000000000U"), InlineData("000000000000000-"), InlineData("000000000000000\u0131")]
    public void What_is_no_code_is_not_read(string? text)
    {
        Assert.False(TicketCode.TryParse(text, out var code));
        Assert.Equal((default, ""), (code, code.ToString()));
    }

    [Fact]
    public void A_view_finds_every_ticket_it_has_by_its_code_and_none_that_came_later()
    {
        var hall = new HallScenario();
        List<HallView> views = [];
        for (var n = 1; n <= 450; n++)
        {
            hall.Ticket();
            if (n % 150 == 0) views.Add(new(hall.State));
        }
        var all = hall.State.Tickets.ToList();
        foreach (var (view, has) in views.Zip([150, 300, 450]))
            Assert.All(all, t => Assert.Equal(t.Id.Value <= has ? t : null, view.Find(t.Code)));
    }

    [Fact]
    public void A_ticket_that_has_gone_is_found_no_more_and_those_whose_codes_it_stood_before_are()
    {
        var hall = new HallScenario();
        var one = hall.State.Find(hall.Ticket())!;
        var tickets = new TicketTable();
        Come(1, 400);
        var (gone, stay) = (tickets.Where(t => t.Id.Value % 2 == 0).ToList(), tickets.Where(t => t.Id.Value % 2 == 1).ToList());
        foreach (var ticket in gone) tickets.Remove(ticket.Id);
        Assert.All(gone, t => Assert.Null(tickets.Find(t.Code)));
        Assert.All(stay, t => Assert.Same(t, tickets.Find(t.Code)));
        Come(401, 800);
        Assert.All(gone, t => Assert.Null(tickets.Find(t.Code)));
        Assert.All(tickets.ToList(), t => Assert.Same(t, tickets.Find(t.Code)));
        Assert.Equal(600, tickets.Count);

        // Bits that all ask for the same place.
        void Come(int first, int last)
        {
            for (var n = first; n <= last; n++) tickets[new(n)] = one with { Id = new(n), Code = TicketCode.From(0, (ulong)n << 20) };
        }
    }
}
