using System.Buffers;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Tests.Frames;

namespace TidalHall.DeviceAgents.Tests.Lockers;

/// <summary>The bytes of the three families, as others quote them.</summary>
public sealed class LockerVectors
{
    private static readonly LockerFacts Cu16 = new() { Codec = LockerCodec.Cu16, Senses = true };
    private static readonly LockerFacts EightA = new() { Codec = LockerCodec.EightA, Board = 1, Locks = 24 };
    private static readonly LockerFacts Wkly = new() { Codec = LockerCodec.Wkly, Locks = 24 };

    [Fact]
    public void Orders_and_questions_are_as_others_quote_them()
    {
        Assert.Equal("02 00 30 03 35", Codec.Hex(LockerFrames.Of(Cu16).AskDoors()));
        Assert.Equal("02 00 31 03 36", Codec.Hex(LockerFrames.Of(Cu16).Open(1)));
        Assert.Equal("02 10 31 03 46", Codec.Hex(LockerFrames.Of(Cu16 with { Board = 1 }).Open(1)));
        Assert.Equal("8A 01 01 11 9B", Codec.Hex(LockerFrames.Of(EightA).Open(1)));
        Assert.Equal("80 01 01 33 B3", Codec.Hex(LockerFrames.Of(EightA).AskForEcho()));
        Assert.Equal("80 01 00 33 B2", Codec.Hex(LockerFrames.Of(EightA).AskDoors()));
        Assert.Equal("57 4B 4C 59 09 00 82 01 83", Codec.Hex(LockerFrames.Of(Wkly).Open(1)));
        Assert.Equal("57 4B 4C 59 09 0A 82 01 89", Codec.Hex(LockerFrames.Of(Wkly with { Board = 10 }).Open(1)));
        Assert.Equal("57 4B 4C 59 08 00 84 85", Codec.Hex(LockerFrames.Of(Wkly).AskDoors()));
    }

    [Theory]
    [InlineData("02 00 35 FF FF 00 00 03 38", "", "")]
    [InlineData("02 00 35 FE FF 00 00 03 37", "1", "")]
    [InlineData("02 00 35 FF 7F 01 80 03 39", "16", "1 16")]
    public void Cu16_tells_locked_and_occupied(string bytes, string open, string occupied)
    {
        var doors = Read(Cu16, bytes);
        Assert.Equal(open, Where(doors, l => doors.Door(l) is DoorPosition.Open));
        Assert.Equal(occupied, Where(doors, l => doors.Behind(l) is Occupancy.Occupied));
    }

    [Fact]
    public void A_Cu16_without_sensors_tells_nothing_of_what_lies_inside() =>
        Assert.Equal(Occupancy.Unknown, Read(Cu16 with { Senses = false }, "02 00 35 FF FF 00 00 03 38").Behind(1));

    [Theory]
    [InlineData(LockerPolarity.ClosedWhenLocked, "80 01 FF 7F FE 33 CC", "1 16")]
    [InlineData(LockerPolarity.ClosedWhenOpen, "80 01 00 80 01 33 33", "1 16")]
    [InlineData(LockerPolarity.ClosedWhenLocked, "80 01 00 00 FF 7F FE 33 CC", "1 16")]
    public void EightA_tells_the_highest_group_first_and_by_the_wiring(LockerPolarity polarity, string bytes, string open)
    {
        var doors = Read(EightA with { Polarity = polarity }, bytes);
        Assert.Equal(open, Where(doors, l => doors.Door(l) is DoorPosition.Open));
        Assert.Equal(Occupancy.Unknown, doors.Behind(1));
    }

    [Fact]
    public void An_8_way_EightA_that_answers_three_groups_is_understood()
    {
        var doors = Read(EightA with { Locks = 8 }, "80 01 00 00 00 33 B2");
        Assert.Equal("1 2 3 4 5 6 7 8", Where(doors, l => doors.Door(l) is DoorPosition.Open));
    }

    [Fact]
    public void Wkly_tells_a_byte_a_lock()
    {
        var doors = Read(Wkly with { Locks = 4 }, "57 4B 4C 59 0E 00 84 00 04 00 01 01 00 87");
        Assert.Equal("1 4", Where(doors, l => doors.Door(l) is DoorPosition.Open));
        Assert.Equal("2 3", Where(doors, l => doors.Door(l) is DoorPosition.Closed));
    }

    [Fact]
    public void A_lock_a_Wkly_cannot_tell_of_or_does_not_have_is_unknown()
    {
        var doors = Read(Wkly with { Locks = 5 }, "57 4B 4C 59 0E 00 84 00 04 FF 01 01 00 78");
        Assert.Equal("1 5", Where(doors, l => doors.Door(l) is DoorPosition.Unknown));
    }

    [Fact]
    public void What_a_Wkly_says_unasked_is_passed_over() =>
        Assert.Equal("1", Where(Read(Wkly with { Locks = 4 }, "57 4B 4C 59 0A 00 85 01 01 86 57 4B 4C 59 0E 00 84 00 04 00 01 01 01 86"), 1));

    [Fact]
    public void Another_boards_answer_is_passed_over()
    {
        foreach (var (facts, bytes) in new[] { (Cu16, "02 10 35 FF FF 00 00 03 48"), (EightA, "80 02 FF 7F FE 33 CF"), (Wkly, "57 4B 4C 59 0E 01 84 00 04 00 01 01 00 86") })
            Assert.Empty(ReadAll(facts, bytes));
    }

    [Fact]
    public void Nothing_known_is_neither_open_nor_closed()
    {
        var nothing = DoorMap.Unknown(16);
        Assert.False(nothing.IsKnown);
        Assert.All(Enumerable.Range(0, 18), l => Assert.Equal((DoorPosition.Unknown, Occupancy.Unknown), (nothing.Door(l), nothing.Behind(l))));
        Assert.Equal(DoorPosition.Unknown, default(DoorMap).Door(1));
    }

    private static string Where(DoorMap doors, Func<int, bool> which) => string.Join(' ', Enumerable.Range(1, doors.Locks).Where(which));
    private static string Where(DoorMap doors, int locker) => Where(doors, l => l == locker && doors.Door(l) is DoorPosition.Open);
    private static DoorMap Read(LockerFacts facts, string bytes) => Assert.Single(ReadAll(facts, bytes));

    private static List<DoorMap> ReadAll(LockerFacts facts, string hex)
    {
        var (frames, bytes, found) = (LockerFrames.Of(facts), Codec.Hex(hex), new List<DoorMap>());
        for (var at = 0; at < bytes.Length;)
        {
            var status = frames.ReadDoors(bytes.AsSpan(at), out var doors, out var consumed);
            if (status is OperationStatus.NeedMoreData) break;
            if (status is OperationStatus.Done) found.Add(doors);
            at += consumed;
        }
        return found;
    }
}
