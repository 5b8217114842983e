using Microsoft.Extensions.Time.Testing;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.Lockers;

/// <summary>What is made of one look after the other.</summary>
public sealed class DoorWatchSpecs
{
    private static readonly LockerFacts Facts = new() { Codec = LockerCodec.Cu16, Locks = 4, LeftOpenSeconds = 60 };
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _told = [];
    private readonly DoorWatch _watch;

    public DoorWatchSpecs()
    {
        _watch = new(Facts, _time);
        _watch.Changed += change => _told.Add($"{change.What} {change.Locker}");
    }

    [Fact]
    public void A_door_opened_by_order_is_told_from_one_opened_by_hand()
    {
        Seen(open: 0);
        _watch.Ordered(1);
        Seen(open: 0b11);
        Assert.Equal(["Opened 1", "OpenedByHand 2"], _told);
    }

    [Fact]
    public void An_order_that_is_over_opens_nothing_later()
    {
        Seen(open: 0);
        _watch.Ordered(1);
        _watch.OrderIsOver(1);
        Seen(open: 1);
        Assert.Equal(["OpenedByHand 1"], _told);
    }

    [Fact]
    public void A_board_that_goes_away_is_unknown_since_then_and_no_door_moved()
    {
        Seen(open: 0);
        _time.Advance(TimeSpan.FromSeconds(5));
        _watch.Lost();
        var since = _time.GetUtcNow();
        _time.Advance(TimeSpan.FromSeconds(5));
        _watch.Lost();
        Assert.Equal((false, since), (_watch.Doors.Map.IsKnown, _watch.Doors.Since));
        Assert.Empty(_told);
    }

    [Fact]
    public void A_door_opened_while_the_board_was_away_is_told_when_it_is_back()
    {
        Seen(open: 0);
        _watch.Lost();
        Seen(open: 1);
        Assert.Equal(["OpenedByHand 1"], _told);
    }

    [Fact]
    public void The_first_look_tells_nothing()
    {
        Seen(open: 0b101);
        Assert.Empty(_told);
    }

    [Fact]
    public void A_door_left_open_is_told_once_each_time()
    {
        Seen(open: 0);
        Seen(open: 1);
        _time.Advance(TimeSpan.FromSeconds(59));
        Seen(open: 1);
        Assert.DoesNotContain("LeftOpen 1", _told);
        _time.Advance(TimeSpan.FromSeconds(1));
        Seen(open: 1);
        Seen(open: 1);
        Seen(open: 0);
        Seen(open: 1);
        _time.Advance(TimeSpan.FromSeconds(60));
        Seen(open: 1);
        Assert.Equal(["OpenedByHand 1", "LeftOpen 1", "Closed 1", "OpenedByHand 1", "LeftOpen 1"], _told);
    }

    [Fact]
    public void What_is_put_in_and_taken_out_is_told()
    {
        Seen(open: 0, occupied: 0);
        Seen(open: 0, occupied: 1);
        Seen(open: 0, occupied: 0);
        Assert.Equal(["ItemPut 1", "ItemTaken 1"], _told);
    }

    private void Seen(ulong open, ulong? occupied = null) => _watch.Seen(new(4, 0xF, open, occupied is null ? 0UL : 0xF, occupied ?? 0));
}
