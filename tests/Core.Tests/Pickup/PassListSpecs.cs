using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Pickup.CabinetSteps;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Pickup;

/// <summary>The cabinet gives out what it holds when the hub is away, each once, and is reconciled later.</summary>
public sealed class PassListSpecs
{
    private static readonly byte[] Key = [1, 2, 3];

    private static byte[] Sign(byte[] content) => HMACSHA256.HashData(Key, content);
    private static bool Verify(byte[] content, byte[] signature) => CryptographicOperations.FixedTimeEquals(Sign(content), signature);
    private static Digest Keyed(Digest salt, string code) => Digest.Of(HMACSHA256.HashData(Key, Encoding.UTF8.GetBytes($"{salt}\n{code}")));

    private static (HallScenario Hall, CaseId Case, SignedPassList List) Loaded()
    {
        var hall = Open();
        var id = hall.InCabinet(secret: new(Digest.Of("s"u8), Keyed(Digest.Of("s"u8), "12345678")));
        return (hall, id, ListOf(hall));
    }

    private static SignedPassList ListOf(HallScenario hall) => SignedPassList.Sign(PassList.Of(new HallView(hall.State), Box, hall.At), Sign);

    [Fact]
    public void A_code_on_the_list_opens_its_compartment_once()
    {
        var (hall, id, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        (ledger, var opens, var refusal) = ledger.Open("12345678", Keyed, hall.At);
        Assert.Equal((1, hall.Case(id).Code, null), (opens!.Number, opens.Case, refusal));
        Assert.Equal(PassRefusal.Used, ledger.Open("12345678", Keyed, hall.At).Refusal);
        Assert.Equal(PassRefusal.WrongCode, ledger.Open("87654321", Keyed, hall.At).Refusal);
    }

    [Fact]
    public void A_forged_an_older_and_another_cabinet_s_list_are_not_taken()
    {
        var (hall, _, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        var forged = list with { List = list.List with { Until = list.List.Until.AddDays(1) } };
        Assert.Equal(PassRefusal.Forged, ledger.Adopt(forged, Verify, hall.At).Refusal);
        Assert.Equal(PassRefusal.Forged, ledger.Adopt(list with { List = list.List with { Entries = [list.List.Entries[0] with { Number = 2 }] } }, Verify, hall.At).Refusal);
        Assert.Equal(PassRefusal.Older, ledger.Adopt(SignedPassList.Sign(list.List with { Number = 1 }, Sign), Verify, hall.At).Refusal);
        Assert.Equal(PassRefusal.OtherCabinet, PassLedger.Of(new("cabinet-2")).Adopt(list, Verify, hall.At).Refusal);
    }

    [Fact]
    public void A_list_ends_and_a_clock_set_back_brings_it_to_no_new_life()
    {
        var (hall, _, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        var late = ledger.Open("12345678", Keyed, list.List.Until);
        Assert.Equal(PassRefusal.Expired, late.Refusal);
        Assert.Equal(PassRefusal.Expired, late.Ledger.Open("12345678", Keyed, hall.At).Refusal);
        Assert.NotNull(ledger.Open("12345678", Keyed, hall.At.AddYears(-1)).Opens);
    }

    [Fact]
    public void Guessing_is_as_slow_as_with_the_hub()
    {
        var (hall, _, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        for (var i = 0; i < PassLedger.TriesAtMost; i++) ledger = ledger.Open($"0000000{i}", Keyed, hall.At).Ledger;
        Assert.Equal(PassRefusal.TooManyTries, ledger.Open("12345678", Keyed, hall.At).Refusal);
        Assert.NotNull(ledger.Open("12345678", Keyed, hall.At + PassLedger.TryTime).Opens);
    }

    [Fact]
    public void Whoever_holds_a_QR_is_not_kept_out_by_another_s_guesses_and_guesses_no_more_often_by_one()
    {
        var (hall, _, list) = Loaded();
        var of = list.List.Entries.Single().Case;
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        for (var i = 0; i < PassLedger.TriesAtMost; i++) ledger = ledger.Open($"0000000{i}", Keyed, hall.At).Ledger;
        Assert.NotNull(ledger.Open("12345678", Keyed, hall.At, of).Opens);
        Assert.Equal(PassRefusal.WrongCode, ledger.Open("12345678", Keyed, hall.At, TicketCode.From(1, 1)).Refusal);
        for (var i = 0; i < PassLedger.TriesAtMost; i++) ledger = ledger.Open($"0000000{i}", Keyed, hall.At, of).Ledger;
        Assert.Equal(PassRefusal.TooManyTries, ledger.Open("12345678", Keyed, hall.At, of).Refusal);
        Assert.NotNull(ledger.Open("12345678", Keyed, hall.At + PassLedger.TryTime, of).Opens);
    }

    [Fact]
    public void What_was_given_out_is_reconciled_once_however_often_it_is_told()
    {
        var (hall, id, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger.Open("12345678", Keyed, hall.At).Ledger;
        hall.Until(On(3, 3, 8)).Given(Board, new ReconcilePasses(Box, ledger.Uses));
        Assert.Equal(On(3, 2), hall.Events<ThingTaken>().Single().ReportedAt);
        Assert.Equal(On(3, 2), hall.Events<CaseHandedOver>().Single().ReportedAt);
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
        Assert.True(hall.Decide(Board, new ReconcilePasses(Box, ledger.Uses)).IsAlreadySo);
        Assert.Empty(ledger.Reconciled(ledger.Uses).Uses);
        Assert.Empty(ListOf(hall).List.Entries);
    }

    [Fact]
    public void A_cabinet_whose_clock_is_ahead_hands_nothing_over_after_the_hall_heard_of_it()
    {
        var (hall, id, _) = Loaded();
        hall.Given(Board, new ReconcilePasses(Box, [new(1, hall.Case(id).Code, hall.At.AddHours(3))]));
        Assert.Equal(hall.At, hall.Events<CaseHandedOver>().Single().ReportedAt);
    }

    [Fact]
    public void A_cabinet_hands_over_nothing_that_never_lay_in_it()
    {
        var (hall, _, _) = Loaded();
        var elsewhere = hall.Ready();
        Assert.True(hall.Decide(Board, new ReconcilePasses(Box, [new(2, hall.Case(elsewhere).Code, hall.At)])).IsAlreadySo);
    }

    [Fact]
    public void What_was_left_inside_while_the_hub_was_away_is_not_handed_over_and_its_code_opens_on()
    {
        var (hall, id, _) = Loaded();
        hall.Given(Board, new ReconcilePasses(Box, [new(1, hall.Case(id).Code, hall.At, PassEnd.NotTaken)]));
        Assert.Empty(hall.Events<CaseHandedOver>());
        Assert.Equal(DoorTroubleKind.NotTaken, Assert.IsType<DoorState.Trouble>(hall.State.Cabinets.Find(Box, 1).Door).Kind);
        Assert.Equal(hall.Case(id).Code, Assert.Single(ListOf(hall).List.Entries).Case);
    }

    [Fact]
    public void A_door_that_nobody_saw_open_while_the_hub_was_away_is_looked_at_and_what_is_gone_is_handed_over()
    {
        var (hall, id, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger.Open("12345678", Keyed, hall.At).Ledger;
        ledger = ledger with { Uses = [ledger.Uses[0] with { End = PassEnd.NotSeenOpen }] };
        // Whoever stands there still has it opened, and it counts once.
        Assert.NotNull(ledger.Open("12345678", Keyed, hall.At).Opens);
        Assert.Single(ledger.Open("12345678", Keyed, hall.At).Ledger.Uses);
        hall.Given(Board, new ReconcilePasses(Box, ledger.Uses));
        Assert.Equal(DoorTroubleKind.NotSeenOpen, Assert.IsType<DoorState.Trouble>(hall.State.Cabinets.Find(Box, 1).Door).Kind);
        Assert.Empty(hall.Events<CaseHandedOver>());
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.Equal(new CaseHandedOver(id, new HandOverProof.FromCabinet(Box, 1, ProofKind.Code)), hall.Events<CaseHandedOver>().Single());
        Assert.Empty(hall.State.Cabinets.Missing);
        Assert.True(hall.Decide(Board, new ReconcilePasses(Box, ledger.Uses)).IsAlreadySo);
    }

    [Fact]
    public void What_its_applicant_took_unseen_is_handed_over_though_staff_had_asked_for_its_door_in_vain()
    {
        var (hall, id, _) = Loaded();
        hall.Given(Dora, new RecoverThing(Box, 1)).Given(Board, new ReconcilePasses(Box, [new(1, hall.Case(id).Code, hall.At, PassEnd.NotSeenOpen)]));
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.PowerCut)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
        Assert.Empty(hall.Events<ThingRecovered>());
    }

    [Fact]
    public void A_door_still_open_when_the_hub_is_back_ends_as_any_other_does()
    {
        var (hall, id, _) = Loaded();
        hall.Given(Board, new ReconcilePasses(Box, [new(1, hall.Case(id).Code, hall.At, PassEnd.Open)]));
        Assert.Empty(hall.Events<CaseHandedOver>());
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false));
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
    }

    [Fact]
    public void Found_gone_before_the_cabinet_told_is_explained_by_what_it_tells()
    {
        var (hall, id, _) = Loaded();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Closed, Occupied: false)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        hall.Given(Board, new ReconcilePasses(Box, [new(1, hall.Case(id).Code, hall.At)]));
        Assert.Empty(hall.State.Cabinets.Missing);
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
    }

    [Theory]
    [InlineData(0UL, "00000000"), InlineData(12_345_678UL, "12345678"), InlineData(912_345_678UL, "12345678")]
    public void A_code_has_eight_digits(ulong random, string code) => Assert.Equal(code, PickupCode.From(random));

    private static CardList Cards(PassList list, params (TicketCode Case, string Number)[] who) => CardList.Sign(list, [.. who.Select(w => new CardEntry(w.Case, PassSignature.CardHash(Key, w.Case, w.Number)))], Key, Sign);
    private static Digest CardKeyed(TicketCode of, string number) => PassSignature.CardHash(Key, of, number);

    [Fact]
    public void A_card_opens_what_may_be_collected_by_it_once_each_and_a_strange_one_nothing()
    {
        var (hall, id, list) = Loaded();
        var code = hall.Case(id).Code;
        var cards = Cards(list.List, (code, "21010219900307231X"));
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        (ledger, var none, var strange) = ledger.Open(cards, "11010519491231002X", CardKeyed, _ => true, hall.At);
        Assert.Equal((null, PassRefusal.NothingForCard), (none, strange));
        Assert.Empty(ledger.Wrong);
        Assert.Equal(PassRefusal.Used, ledger.Open(cards, "21010219900307231X", CardKeyed, _ => false, hall.At).Refusal);
        (ledger, var opens, _) = ledger.Open(cards, "21010219900307231x", CardKeyed, _ => true, hall.At);
        Assert.Equal(code, opens!.Case);
        Assert.Equal(PassRefusal.Used, ledger.Open(cards, "21010219900307231X", CardKeyed, _ => true, hall.At).Refusal);
        Assert.Equal(PassRefusal.Used, ledger.Open("12345678", Keyed, hall.At).Refusal);
        hall.Given(Board, new ReconcilePasses(Box, ledger.Uses));
        Assert.Equal(new HandOverProof.FromCabinet(Box, 1, ProofKind.Card), hall.Events<CaseHandedOver>().Single().Proof);
    }

    [Fact]
    public void A_card_opens_nothing_after_the_list_has_ended_also_where_the_clock_is_set_back()
    {
        var (hall, id, list) = Loaded();
        var cards = Cards(list.List, (hall.Case(id).Code, "21010219900307231X"));
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        (ledger, _, var ended) = ledger.Open(cards, "21010219900307231X", CardKeyed, _ => true, list.List.Until);
        Assert.Equal(PassRefusal.Expired, ended);
        Assert.Equal(PassRefusal.Expired, ledger.Open(cards, "21010219900307231X", CardKeyed, _ => true, hall.At).Refusal);
    }

    [Fact]
    public void Cards_are_signed_with_the_list_they_belong_to_and_the_same_person_is_another_in_another_case()
    {
        var (hall, id, list) = Loaded();
        var cards = Cards(list.List, (hall.Case(id).Code, "21010219900307231X"));
        Assert.True(cards.IsGenuine(list.List, Verify));
        Assert.False(cards.IsGenuine(list.List with { Number = list.List.Number + 1 }, Verify));
        Assert.False((cards with { Entries = [cards.Entries[0] with { Case = TicketCode.From(9, 9) }] }).IsGenuine(list.List, Verify));
        Assert.False((cards with { Key = [9] }).IsGenuine(list.List, Verify));
        Assert.NotEqual(CardKeyed(TicketCode.From(1, 1), "21010219900307231X"), CardKeyed(TicketCode.From(1, 2), "21010219900307231X"));
        Assert.Equal("CardList { 1 }", cards.ToString());
    }

    /// <summary>What an agent of the version before takes from the wire.</summary>
    private sealed record OlderDelivery(SignedPassList List, byte[] CodeKey, PassDoor[] Doors, DeviceId? Scanner = null);
    private sealed record OlderUse(int Number, TicketCode Case, DateTimeOffset At, PassEnd End = PassEnd.Taken);

    [Fact]
    public void A_list_with_cards_is_still_a_list_to_an_older_agent_and_an_older_hub_s_has_none()
    {
        var web = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var (hall, id, list) = Loaded();
        var now = new PassDelivery(list, Key, [new(1, new("locker-1"), 11)], new("scanner-1"), new("reader-1"), Cards(list.List, (hall.Case(id).Code, "21010219900307231X")));
        var older = JsonSerializer.Deserialize<OlderDelivery>(JsonSerializer.Serialize(now, web), web)!;
        Assert.True(older.List.IsGenuine(Verify));
        var back = JsonSerializer.Deserialize<PassDelivery>(JsonSerializer.Serialize(now, web), web)!;
        Assert.True(back.Cards!.IsGenuine(back.List.List, Verify));
        var fromOlder = JsonSerializer.Deserialize<PassDelivery>(JsonSerializer.Serialize(new OlderDelivery(list, Key, now.Doors, now.Scanner), web), web)!;
        Assert.Equal((null, null), (fromOlder.Reader, fromOlder.Cards));
        Assert.StartsWith("tidalhall-pass-1\n", Encoding.UTF8.GetString(list.List.Content()), StringComparison.Ordinal);
        Assert.Equal(new PassUse(1, hall.Case(id).Code, hall.At), JsonSerializer.Deserialize<PassUse>(JsonSerializer.Serialize(new OlderUse(1, hall.Case(id).Code, hall.At), web), web));
        Assert.Equal("""{"number":1,"case":"0000000000001","at":"2026-03-02T01:00:00+00:00","end":2,"brokenAt":"2026-03-02T00:00:00+00:00","proof":1}""".Replace("0000000000001", hall.Case(id).Code.ToString(), StringComparison.Ordinal),
            JsonSerializer.Serialize(new PassUse(1, hall.Case(id).Code, Nine, PassEnd.NotSeenOpen, Nine.AddHours(-1), ProofKind.Card), web));
    }

    [Fact]
    public void A_compartment_broken_open_before_its_code_came_is_a_clerk_s_to_find_out()
    {
        var (hall, id, uses) = BrokenAndOpened();
        hall.Given(Board, new ReconcilePasses(Box, uses));
        Assert.Empty(hall.Events<CaseHandedOver>());
        var door = Assert.IsType<DoorState.Trouble>(hall.State.Cabinets.Find(Box, 1).Door);
        Assert.Equal((DoorTroubleKind.Forced, DoorPurpose.Collect, ProofKind.Code), (door.Kind, door.During!.Purpose, door.During.Proof));
        Assert.True(hall.Decide(Board, new ReconcilePasses(Box, uses)).IsAlreadySo);
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.OwnerHas, Noted));
        Assert.Equal(new HandOverProof.FromCabinet(Box, 1, ProofKind.Code), hall.Events<CaseHandedOver>().Single().Proof);
        Assert.IsType<CaseState.HandedOver>(hall.Case(id).State);
        Assert.Empty(hall.State.Cabinets.Missing);
    }

    [Fact]
    public void What_its_owner_does_not_have_is_looked_for_and_no_later_word_of_its_code_explains_it()
    {
        var (hall, id, uses) = BrokenAndOpened();
        hall.Given(Board, new ReconcilePasses(Box, uses)).Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Nothing, Noted));
        Assert.True(Assert.Single(hall.State.Cabinets.Missing).Forced);
        Assert.True(hall.Decide(Board, new ReconcilePasses(Box, uses)).IsAlreadySo);
        Assert.IsType<CaseState.Ready>(hall.Case(id).State);
    }

    [Fact]
    public void A_force_the_hub_had_heard_of_counts_also_where_the_cabinet_does_not_tell_of_it()
    {
        var (hall, id, uses) = BrokenAndOpened();
        hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Given(Board, new ReconcilePasses(Box, [uses[0] with { BrokenAt = null }]));
        Assert.Empty(hall.Events<CaseHandedOver>());
        // It is in there after all: its code opens on.
        hall.Given(Dora, new ResolveCompartment(Box, 1, FoundInside.Thing, Noted));
        Assert.Equal(hall.Case(id).Code, Assert.Single(ListOf(hall).List.Entries).Case);
    }

    [Fact]
    public void What_was_taken_before_the_door_was_broken_open_and_told_after_is_a_clerk_s_to_find_out_too()
    {
        var (hall, _, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger.Open("12345678", Keyed, hall.At).Ledger.Break(1, hall.At);
        hall.Given(Board, new ReconcilePasses(Box, ledger.Uses));
        Assert.Equal(DoorTroubleKind.Forced, Assert.IsType<DoorState.Trouble>(hall.State.Cabinets.Find(Box, 1).Door).Kind);
        Assert.Empty(ledger.Reconciled(ledger.Uses).Uses);
    }

    [Fact]
    public void What_has_no_code_is_on_the_list_for_its_card_alone_and_the_cabinet_gives_it_out()
    {
        var hall = Open();
        var id = hall.Ready(ForCabinet);
        hall.Loaded(id);
        var list = ListOf(hall);
        Assert.Equal(hall.Case(id).Code, Assert.Single(list.List.Entries).Case);
        Assert.Equal(list.List.Entries, ListOf(hall).List.Entries);
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger;
        Assert.Equal(PassRefusal.WrongCode, ledger.Open("12345678", Keyed, hall.At).Refusal);
        var cards = Cards(list.List, (hall.Case(id).Code, "210102199003072316"));
        Assert.Equal(1, ledger.Open(cards, "210102199003072316", (of, number) => PassSignature.CardHash(Key, of, number), _ => true, hall.At).Opens!.Number);
    }

    [Fact]
    public void A_code_that_wrong_tries_have_ended_opens_nothing_without_the_hub_either()
    {
        var (hall, _, _) = Loaded();
        for (var n = 0; n < hall.State.Map!.Plan.Pickup.TriesPerCode; n++) hall.Do(Citizen, new Collect(Box, new PickupProof.Code(1, Hash($"wrong-{n}"))));
        Assert.Null(hall.State.Cabinets.Find(Box, 1).Inside!.Secret);
        var ledger = PassLedger.Of(Box).Adopt(ListOf(hall), Verify, hall.At).Ledger;
        Assert.Equal((1, PassRefusal.WrongCode), (ledger.List!.List.Entries.Length, ledger.Open("12345678", Keyed, hall.At).Refusal));
    }

    [Fact]
    public void Nobody_has_what_he_never_showed_to_be_his()
    {
        var hall = Open();
        hall.InCabinet();
        Assert.Equal(RefusalCode.NobodyShowedProof, hall.Given(Board, new ReportDoor(Box, 1, DoorReport.Opened)).Refused(Dora, new ResolveCompartment(Box, 1, FoundInside.OwnerHas, Noted)));
    }

    /// <summary>The hub is away: a thief, and then the owner with his code.</summary>
    private static (HallScenario Hall, CaseId Case, PassUse[] Uses) BrokenAndOpened()
    {
        var (hall, id, list) = Loaded();
        var ledger = PassLedger.Of(Box).Adopt(list, Verify, hall.At).Ledger.Break(1, hall.At).Open("12345678", Keyed, hall.At.AddMinutes(5)).Ledger;
        Assert.Equal(hall.At, Assert.Single(ledger.Uses).BrokenAt);
        return (hall, id, ledger.Uses);
    }
}
