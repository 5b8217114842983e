using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.DeviceAgents.Agent;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A cabinet gives out what it holds while its hub is away, each once, over crashes and a clock set back.</summary>
public sealed class PassKeeperSpecs : IDisposable
{
    private const string Code = "12345678";
    private static readonly PlaceId Box = new("cabinet-1");
    private static readonly DeviceId Board = new("locker-1"), Scanner = new("scanner-1");
    private static readonly byte[] CodeKey = [7, 7, 7], Signing = PassSignature.KeyOf("agent-key");
    private static readonly TicketCode Licence = TicketCode.From(1, 2), Permit = TicketCode.From(3, 4);

    private readonly string _folder = Directory.CreateTempSubdirectory("passes").FullName;
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private Outbox? _outbox;
    private DoorNow? _door;

    private PassKeeper Start()
    {
        _outbox?.Dispose();
        _outbox = new(_folder, _time);
        return new(_outbox, "agent-key", (_, atLock) => _door?.Lock == atLock ? _door : null, _time, NullLogger.Instance);
    }

    private static PassEntry Entry(int number, TicketCode of, string code)
    {
        var salt = Digest.Of([(byte)number, .. "salt"u8]);
        return new(number, of, salt, PassSignature.Hash(CodeKey, salt, code));
    }

    private PassDelivery List(long number, params PassEntry[] entries) => new(
        SignedPassList.Sign(new(new("hall"), Box, number, _time.GetUtcNow(), _time.GetUtcNow().AddHours(48), entries), content => PassSignature.Sign(Signing, content)), CodeKey, [new(1, Board, 11), new(2, Board, 12)], Scanner);

    [Fact]
    public void A_code_opens_its_lock_once_and_a_crash_changes_nothing_about_it()
    {
        Assert.Null(Start().Take(List(5, Entry(1, Licence, Code))));
        var (job, _) = Start().Open(Scanner, Code);
        Assert.Equal((Board, 11), (job!.Device, job.Lock));
        Assert.Equal(PassRefusal.Used, Start().Open(Scanner, Code).Refusal);
        Assert.Equal((Box, Licence), Assert.Single(Start().Untold) is var told ? (told.Cabinet, Assert.Single(told.Uses).Case) : default);
    }

    [Fact]
    public void A_qr_opens_too_and_what_is_neither_opens_nothing()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        Assert.Equal(PassRefusal.WrongCode, keeper.Open(Scanner, "https://elsewhere").Refusal);
        Assert.Equal(PassRefusal.WrongCode, keeper.Open(Scanner, "87654321").Refusal);
        Assert.Equal((null, null), keeper.Open(new("scanner-2"), Code));
        Assert.NotNull(keeper.Open(Scanner, PickupQr.Of(Licence, Code)).Job);
    }

    [Fact]
    public void A_list_that_the_hub_did_not_sign_for_this_agent_is_not_taken()
    {
        var keeper = Start();
        var list = List(5, Entry(1, Licence, Code));
        Assert.Equal(PassRefusal.Forged, keeper.Take(list with { List = list.List with { Signature = PassSignature.Sign(PassSignature.KeyOf("other"), list.List.List.Content()) } }));
        Assert.Equal((null, null), keeper.Open(Scanner, Code));
        keeper.Take(list);
        Assert.Equal(PassRefusal.Older, keeper.Take(List(4, Entry(2, Licence, Code))));
    }

    [Fact]
    public void A_door_that_the_hub_had_opened_meanwhile_opens_by_no_code_of_the_list_before()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Opened(Board, 11);
        Assert.Equal(PassRefusal.Used, Start().Open(Scanner, Code).Refusal);
        // A list made before it and come late.
        keeper = Start();
        keeper.Take(List(6, Entry(1, Licence, Code)));
        Assert.Equal(PassRefusal.Used, keeper.Open(Scanner, Code).Refusal);
        keeper.Take(List(7, Entry(1, Permit, "11112222")));
        Assert.NotNull(keeper.Open(Scanner, "11112222").Job);
    }

    private static JobResult NotOpened(OpenCompartmentJob job, bool? was = null, bool? now = null) => new(job.Job, Board, JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false, was, now));

    private static PassEnd[] Ends(PassKeeper keeper) => [.. keeper.Untold.SelectMany(u => u.Uses).Select(u => u.End)];

    [Fact]
    public void An_order_that_never_went_out_has_given_out_nothing_and_an_unknown_one_has()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code), Entry(2, Permit, "11112222")));
        var away = keeper.Open(Scanner, Code).Job!;
        Assert.Empty(keeper.Untold);
        keeper.Ended(new(away.Job, Board, JobOutcome.Failed, DeviceFault.Unreachable));
        Assert.Empty(keeper.Untold);
        var again = keeper.Open(Scanner, Code).Job!;
        keeper.Ended(new(again.Job, Board, JobOutcome.Unknown));
        Assert.Equal(Licence, Assert.Single(Assert.Single(keeper.Untold).Uses).Case);
        Assert.Equal([PassEnd.Taken], Ends(keeper));
    }

    [Fact]
    public void A_door_shut_again_between_two_looks_has_given_out_what_the_sensor_saw_go()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(NotOpened(keeper.Open(Scanner, Code).Job!, was: true, now: false));
        Assert.Equal([PassEnd.Taken], Ends(keeper));
        Assert.Equal(PassRefusal.Used, keeper.Open(Scanner, Code).Refusal);
    }

    [Fact]
    public void What_the_sensor_still_sees_was_not_given_out_and_its_code_opens_on()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(NotOpened(keeper.Open(Scanner, Code).Job!, was: true, now: true));
        Assert.Empty(keeper.Untold);
        Assert.NotNull(keeper.Open(Scanner, Code).Job);
    }

    [Fact]
    public void Where_no_sensor_tells_it_is_told_as_not_seen_and_its_code_is_not_used_up_by_it()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(NotOpened(keeper.Open(Scanner, Code).Job!));
        keeper = Start();
        Assert.Equal([PassEnd.NotSeenOpen], Ends(keeper));
        // Tried once more, and the board is gone: the first try stands.
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Failed, DeviceFault.Unreachable));
        Assert.Equal([PassEnd.NotSeenOpen], Ends(keeper));
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        Assert.Equal([PassEnd.Taken], Ends(keeper));
        Assert.Equal(PassRefusal.Used, keeper.Open(Scanner, Code).Refusal);
    }

    [Fact]
    public void What_was_left_inside_is_told_so_also_after_a_crash_and_opens_once_more()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        _door = new(11, IsOpen: true, IsOccupied: true);
        Assert.Equal([PassEnd.Open], Ends(Start()));
        _door = new(11, IsOpen: false, IsOccupied: true);
        keeper = Start();
        Assert.Equal([PassEnd.NotTaken], Ends(keeper));
        var again = keeper.Open(Scanner, Code).Job!;
        _door = new(11, IsOpen: false, IsOccupied: false);
        keeper.Ended(new(again.Job, Board, JobOutcome.Done));
        Assert.Equal([PassEnd.Taken], Ends(keeper));
        var (cabinet, uses) = Assert.Single(keeper.Untold);
        keeper.Told(cabinet, uses);
        Assert.Empty(keeper.Untold);
        Assert.Equal(PassRefusal.Used, keeper.Open(Scanner, Code).Refusal);
    }

    [Fact]
    public void What_the_hub_was_told_is_still_inside_opens_by_its_code_when_the_hub_goes_again()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        _door = new(11, IsOpen: false, IsOccupied: true);
        var (cabinet, uses) = Assert.Single(keeper.Untold);
        keeper.Told(cabinet, uses);
        Assert.Empty(keeper.Untold);
        keeper.Take(List(6, Entry(1, Licence, Code)));
        Assert.NotNull(keeper.Open(Scanner, Code).Job);
    }

    [Fact]
    public void What_the_hub_has_taken_is_told_no_more_and_opens_no_more()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        var (cabinet, uses) = Assert.Single(keeper.Untold);
        keeper.Told(cabinet, uses);
        Assert.Empty(Start().Untold);
        Assert.Equal(PassRefusal.Used, Start().Open(Scanner, Code).Refusal);
    }

    [Fact]
    public void A_list_ends_and_a_clock_set_back_brings_it_to_no_new_life()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        _time.Advance(TimeSpan.FromHours(48));
        Assert.Equal(PassRefusal.Expired, keeper.Open(Scanner, Code).Refusal);
        _outbox!.Dispose();
        var setBack = new FakeTimeProvider(_time.GetUtcNow().AddDays(-1));
        _outbox = new(_folder, setBack);
        Assert.Equal(PassRefusal.Expired, new PassKeeper(_outbox, "agent-key", (_, _) => null, setBack, NullLogger.Instance).Open(Scanner, Code).Refusal);
    }

    public void Dispose()
    {
        _outbox?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
