using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Devices;
using TidalHall.Core.Papers;

namespace TidalHall.Core.Tests.Wire;

/// <summary>What hub and agents say to each other stays as it is, or the protocol's version goes up: two halls' machines are never updated in one moment.</summary>
public sealed class AgentWireSpecs
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);
    private static readonly Guid Id = new("00000000-0000-0000-0000-000000000007");
    private static readonly DateTimeOffset Nine = new(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(8));
    private static readonly TimeSpan Left = TimeSpan.FromSeconds(20);

    private static readonly (object Said, string Bytes)[] Pinned =
    [
        (new JobOrder(new PrintJob(Id, new("printer-1"), Nine, new() { Paper = PaperKind.Ticket, Fields = new() { ["number"] = "A012" }, Layout = [] }, Left)),
            """{"job":{"kind":"print","paper":{"paper":"Ticket","fields":{"number":"A012"},"lists":{},"layout":[],"pictures":{}},"job":"00000000-0000-0000-0000-000000000007","device":"printer-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobOrder(new OpenCompartmentJob(Id, new("locker-1"), Nine, 12, Left)),
            """{"job":{"kind":"open","lock":12,"job":"00000000-0000-0000-0000-000000000007","device":"locker-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobOrder(new ShowOnSignJob(Id, new("sign-1"), Nine, "A012", Left)),
            """{"job":{"kind":"show","text":"A012","job":"00000000-0000-0000-0000-000000000007","device":"sign-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobOrder(new PulseJob(Id, new("relay-1"), Nine, 3, Left)),
            """{"job":{"kind":"pulse","output":3,"job":"00000000-0000-0000-0000-000000000007","device":"relay-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobOrder(new AskRatingJob(Id, new("pad-1"), Nine, Left)),
            """{"job":{"kind":"ask-rating","job":"00000000-0000-0000-0000-000000000007","device":"pad-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobOrder(new PlaySoundJob(Id, new("speaker-1"), Nine, "/voice/ab12.wav", Left)),
            """{"job":{"kind":"play-sound","sound":"/voice/ab12.wav","job":"00000000-0000-0000-0000-000000000007","device":"speaker-1","deadline":"2026-11-25T09:00:00+08:00","within":"00:00:20"}}"""),
        (new JobResult(Id, new("locker-1"), JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false)),
            """{"job":"00000000-0000-0000-0000-000000000007","device":"locker-1","outcome":"Failed","fault":"DoorNotOpened","answer":{"kind":"door","seenOpen":false,"wasOccupied":null,"isOccupied":null}}"""),
        (new JobResult(Id, new("locker-1"), JobOutcome.Failed, DeviceFault.DoorNotOpened, new DoorAnswer(SeenOpen: false, WasOccupied: true, IsOccupied: false)),
            """{"job":"00000000-0000-0000-0000-000000000007","device":"locker-1","outcome":"Failed","fault":"DoorNotOpened","answer":{"kind":"door","seenOpen":false,"wasOccupied":true,"isOccupied":false}}"""),
        (new JobResult(Id, new("pad-1"), JobOutcome.Done, null, new RatingAnswer(4, [2])),
            """{"job":"00000000-0000-0000-0000-000000000007","device":"pad-1","outcome":"Done","fault":null,"answer":{"kind":"rating","level":4,"reasons":[2]}}"""),
        (new DeviceNews(Id, Left, new CardNotRead(new("reader-1"), CardHitch.OtherCard)),
            """{"id":"00000000-0000-0000-0000-000000000007","ago":"00:00:20","event":{"kind":"card-not-read","why":"OtherCard","device":"reader-1"}}"""),
        (new DeviceNews(Id, Left, new CodeScanned(new("scanner-1"), "123")),
            """{"id":"00000000-0000-0000-0000-000000000007","ago":"00:00:20","event":{"kind":"code","code":"123","device":"scanner-1"}}"""),
        (new DeviceNews(Id, Left, new KeyPressed(new("pad-1"), "Next")),
            """{"id":"00000000-0000-0000-0000-000000000007","ago":"00:00:20","event":{"kind":"key","key":"Next","device":"pad-1"}}"""),
        (new DeviceNews(Id, Left, new RatingGiven(new("pad-1"), 1, [3])),
            """{"id":"00000000-0000-0000-0000-000000000007","ago":"00:00:20","event":{"kind":"rating","level":1,"reasons":[3],"device":"pad-1"}}"""),
        (new DeviceNews(Id, Left, new DoorsChanged(new("locker-1"), [new(1, true, false), new(2, null)])),
            """{"id":"00000000-0000-0000-0000-000000000007","ago":"00:00:20","event":{"kind":"doors","doors":[{"lock":1,"isOpen":true,"isOccupied":false},{"lock":2,"isOpen":null,"isOccupied":null}],"device":"locker-1"}}"""),
        (new CardRead(new("reader-1"), "1", "N"), """{"device":"reader-1","number":"1","name":"N"}"""),
        (new DeviceHealth(new("printer-1"), DeviceState.Faulty, DeviceFault.PaperOut), """{"device":"printer-1","state":"Faulty","fault":"PaperOut"}"""),
        (new DeviceDetail(new("printer-1"), "escpos-80-tcp", "/dev/ttyUSB0", LineTrouble.Taken, 12, [LineNote.DtrRefused]),
            """{"device":"printer-1","profile":"escpos-80-tcp","address":"/dev/ttyUSB0","trouble":"Taken","takenBy":12,"notes":["DtrRefused"]}"""),
        (new DeviceDetail(new("pad-1"), "caller-pad-21", "/dev/ttyUSB0", Setting: "9600 8N1", IsGarbled: true),
            """{"device":"pad-1","profile":"caller-pad-21","address":"/dev/ttyUSB0","trouble":null,"takenBy":null,"notes":null,"setting":"9600 8N1","isGarbled":true}"""),
        (new DeviceDetail(new("pad-1"), "mine", "", Mistake: "M"), """{"device":"pad-1","profile":"mine","address":"","trouble":null,"takenBy":null,"notes":null,"mistake":"M"}"""),
        (new DeviceTrace(true, [new(Nine, ToDevice: true, 3, "100401")]), """{"isOn":true,"lines":[{"at":"2026-11-25T09:00:00+08:00","toDevice":true,"length":3,"shown":"100401"}]}"""),
        (new AgentHello(2, "1.0.0", [], Id, []), """{"protocol":2,"agentVersion":"1.0.0","devices":[],"instance":"00000000-0000-0000-0000-000000000007","details":[]}"""),
        (new AgentWelcome(false, 2, "R"), """{"accepted":false,"protocol":2,"reason":"R"}"""),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Pinned.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void What_is_said_has_the_form_it_had_and_reads_back_the_same(int number)
    {
        var (said, bytes) = Pinned[number];
        Assert.Equal(bytes, JsonSerializer.Serialize(said, said.GetType(), Wire));
        Assert.Equivalent(said, JsonSerializer.Deserialize(bytes, said.GetType(), Wire), strict: true);
    }

    [Theory]
    [InlineData(typeof(DeviceJob))]
    [InlineData(typeof(DeviceEvent))]
    [InlineData(typeof(JobAnswer))]
    public void Each_kind_of_a_closed_family_is_named_on_the_wire_and_pinned_here(Type family)
    {
        var kinds = family.Assembly.GetTypes().Where(t => t.IsSubclassOf(family)).ToHashSet();
        Assert.Equal(kinds, family.GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => a.DerivedType).ToHashSet());
        Assert.All(kinds, kind => Assert.Contains(Pinned, p => ((object?[])[p.Said, (p.Said as JobOrder)?.Job, (p.Said as DeviceNews)?.Event, (p.Said as JobResult)?.Answer]).Any(o => o?.GetType() == kind)));
    }

    [Fact]
    public void An_agent_of_before_is_understood_enough_to_be_told_that_it_is_old() =>
        Assert.Equal("This agent speaks protocol 1, older than the hub's 2. Update the agent.",
            AgentProtocol.Misfit(AgentProtocol.Version, JsonSerializer.Deserialize<AgentHello>("""{"protocol":1,"agentVersion":"0.1.0","devices":[]}""", Wire)!.Protocol));

    [Fact]
    public void An_agent_of_tomorrow_is_told_that_the_hub_is_old() =>
        Assert.Equal("This agent speaks protocol 3, newer than the hub's 2. Update the hub.",
            AgentProtocol.Misfit(AgentProtocol.Version, JsonSerializer.Deserialize<AgentHello>("""{"protocol":3,"agentVersion":"9.0.0","devices":[],"mood":"sunny"}""", Wire)!.Protocol));

    [Fact]
    public void Codes_and_cards_stay_out_of_every_text() =>
        Assert.DoesNotContain("110105", $"{new CodeScanned(new("s"), "110105")}{new CardRead(new("r"), "110105", "N")}{new DeviceNews(Id, default, new CodeScanned(new("s"), "110105"))}", StringComparison.Ordinal);
}
