using System.Text;
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

    private const string Number = "21010219900307231X";
    private static readonly DeviceId Reader = new("reader-1");
    private static readonly byte[] CardKey = [.. Enumerable.Range(1, 32).Select(n => (byte)n)];

    private PassDelivery WithCards(PassDelivery list, byte[]? signing = null, params TicketCode[] of) => list with
    {
        Reader = Reader,
        Cards = CardList.Sign(list.List.List, [.. of.Select(c => new CardEntry(c, PassSignature.CardHash(CardKey, c, Number)))], CardKey, content => PassSignature.Sign(signing ?? Signing, content)),
    };

    [Fact]
    public void A_card_opens_what_is_its_holder_s_each_once_and_is_told_as_a_card()
    {
        var keeper = Start();
        keeper.Take(WithCards(List(5, Entry(1, Licence, Code), Entry(2, Permit, "11112222")), null, Licence, Permit));
        Assert.Equal(PassRefusal.NothingForCard, keeper.OpenByCard(Reader, "11010519491231002X").Refusal);
        Assert.Equal((null, null), keeper.OpenByCard(new("reader-2"), Number));
        Assert.Equal([11, 12], new[] { keeper.OpenByCard(Reader, Number).Job!.Lock, keeper.OpenByCard(Reader, Number).Job!.Lock });
        Assert.Equal(PassRefusal.Used, keeper.OpenByCard(Reader, Number).Refusal);
        Assert.Equal(PassRefusal.Used, keeper.Open(Scanner, Code).Refusal);
        Assert.All(Assert.Single(Start().Untold).Uses, u => Assert.Equal(ProofKind.Card, u.Proof));
    }

    [Fact]
    public void No_hash_of_a_card_and_no_key_of_it_is_ever_on_the_disk_so_that_a_start_without_the_hub_knows_no_card()
    {
        var keeper = Start();
        keeper.Take(WithCards(List(5, Entry(1, Licence, Code), Entry(2, Permit, "11112222")), null, Licence, Permit));
        Assert.NotNull(keeper.OpenByCard(Reader, Number).Job);
        _outbox!.Dispose();
        _outbox = null;
        foreach (var file in Directory.EnumerateFiles(_folder))
        {
            var bytes = Encoding.Latin1.GetString(File.ReadAllBytes(file));
            foreach (var secret in new[] { Number, Convert.ToBase64String(CardKey), PassSignature.CardHash(CardKey, Licence, Number).ToString(), PassSignature.CardHash(CardKey, Permit, Number).ToString() })
                Assert.DoesNotContain(secret, bytes, StringComparison.Ordinal);
        }
        Assert.Equal((null, null), Start().OpenByCard(Reader, Number));
        Assert.NotNull(Start().Open(Scanner, "11112222").Job);
    }

    [Fact]
    public void Cards_that_the_hub_did_not_sign_or_sends_no_more_open_nothing()
    {
        var keeper = Start();
        keeper.Take(WithCards(List(5, Entry(1, Licence, Code)), PassSignature.KeyOf("other"), Licence));
        Assert.Equal((null, null), keeper.OpenByCard(Reader, Number));
        keeper.Take(WithCards(List(6, Entry(1, Licence, Code)), null, Licence));
        keeper.Take(List(7, Entry(1, Licence, Code)));
        Assert.Equal((null, null), keeper.OpenByCard(Reader, Number));
        keeper.Take(WithCards(List(8, Entry(1, Licence, Code)), null, Licence));
        keeper.Opened(Board, 11);
        Assert.Equal(PassRefusal.Used, keeper.OpenByCard(Reader, Number).Refusal);
    }

    [Fact]
    public void A_door_broken_open_is_remembered_over_a_crash_and_told_with_whatever_opens_it_after()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code), Entry(2, Permit, "11112222")));
        keeper.Broken(Board, 11);
        _time.Advance(TimeSpan.FromMinutes(5));
        keeper = Start();
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        keeper.Ended(new(keeper.Open(Scanner, "11112222").Job!.Job, Board, JobOutcome.Done));
        Assert.Equal([_time.GetUtcNow().AddMinutes(-5), null], Assert.Single(keeper.Untold).Uses.Select(u => u.BrokenAt));
    }

    [Fact]
    public void A_door_broken_open_after_its_code_is_told_so_too()
    {
        var keeper = Start();
        keeper.Take(List(5, Entry(1, Licence, Code)));
        keeper.Ended(new(keeper.Open(Scanner, Code).Job!.Job, Board, JobOutcome.Done));
        keeper.Broken(Board, 11);
        keeper = Start();
        var (cabinet, uses) = Assert.Single(keeper.Untold);
        Assert.NotNull(Assert.Single(uses).BrokenAt);
        keeper.Told(cabinet, uses);
        Assert.Empty(keeper.Untold);
    }
}
