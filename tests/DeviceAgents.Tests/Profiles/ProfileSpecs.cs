using System.Text.Json;
using Json.Schema;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Frames;

namespace TidalHall.DeviceAgents.Tests.Profiles;

/// <summary>A profile is facts; a wrong one is told with its place.</summary>
public sealed class ProfileSpecs
{
    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "hardware-profiles"), "*.json").Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal)).Select(f => Path.GetFileNameWithoutExtension(f)!)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_profile_is_read(string model) => Assert.Equal(model, ProfileFile.Shipped(model).Model);

    [Theory]
    [InlineData("""{"model":"p","description":"","family":"Printer"}""", "printer: is missing")]
    [InlineData("""{"model":"q","description":"","family":"Printer","printer":{}}""", "model: \"q\" is not the file's name")]
    [InlineData("""{"model":"p","description":"","family":"Printer","printer":{"paperDots":100}}""", "printer.paperDots: 100 is not allowed. Allowed: 384 to 832")]
    [InlineData("""{"model":"p","description":"","family":"Printer","printer":{"colour":true}}""", "colour")]
    [InlineData("""{"model":"p","description":"","family":"Fax"}""", "family")]
    [InlineData("""{"model":"p","description":"","family":"Fax"}""", "\"Fax\" is not allowed. Allowed: Printer, CardReader, CodeScanner, LockerBoard, RelayBoard, WindowSign, CallerPad, RatingPad, Speaker.")]
    [InlineData("""{"model":"p","description":"","family":1}""", "family: Number is not allowed")]
    [InlineData("""{"model":"p","description":"","family":"Printer","printer":{"paperDots":400}}""", "a multiple of 24")]
    [InlineData("""{"model":"p","description":"","family":"Printer","printer":{"paperDots":"576"}}""", "paperDots")]
    [InlineData("""{"model":"p","model":"p","description":"","family":"CardReader"}""", "model")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","printer":{}}""", "printer: a CardReader has none")]
    [InlineData("""{"model":"p","description":"","family":"Printer","tcp":{"port":0},"printer":{}}""", "tcp.port: 0 is not allowed. Allowed: 1 to 65535.")]
    [InlineData("""{"model":"p","description":"","family":"Printer","printer":{"statusQueries":[],"proof":"RealTime"}}""", "RealTime needs statusQueries")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard"}""", "lockerBoard: is missing. A LockerBoard needs it.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{}}""", "codec")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu99"}}""", "\"Cu99\" is not allowed. Allowed: Cu16, EightA, Wkly.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu16","locks":17}}""", "lockerBoard.locks: 17 is not allowed with Cu16. Allowed: 1 to 16.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu16","board":16}}""", "lockerBoard.board: 16 is not allowed with Cu16. Allowed: 0 to 15.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"EightA"}}""", "lockerBoard.board: 0 is not allowed with EightA. Allowed: 1 to 31.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"EightA","board":1,"senses":true}}""", "lockerBoard.senses: EightA has no question for it. Allowed with: Cu16.")]
    [InlineData("""{"model":"p","description":"","family":"LockerBoard","lockerBoard":{"codec":"Cu16","pollMs":5}}""", "lockerBoard.pollMs: 5 is not allowed. Allowed: 100 to 60000.")]
    [InlineData("""{"model":"p","description":"","family":"RelayBoard","relayBoard":{"board":248}}""", "relayBoard.board: 248 is not allowed. Allowed: 1 to 247.")]
    [InlineData("""{"model":"p","description":"","family":"WindowSign","windowSign":{"codec":"Counter3A","hanzi":8}}""", "windowSign.hanzi: 8 is not allowed with Counter3A. Allowed: 0.")]
    [InlineData("""{"model":"p","description":"","family":"WindowSign","windowSign":{"codec":"GbkLine","hanzi":0}}""", "windowSign.hanzi: 0 is not allowed with GbkLine. Allowed: 1 to 32.")]
    [InlineData("""{"model":"p","description":"","family":"CallerPad","callerPad":{"codec":"Lines"}}""", "callerPad.keys: is missing")]
    [InlineData("""{"model":"p","description":"","family":"CallerPad","callerPad":{"codec":"Lines","keys":{"256":"Next"}}}""", "callerPad.keys: \"256\" is no code of a key. Allowed: 1 to 255.")]
    [InlineData("""{"model":"p","description":"","family":"CallerPad","callerPad":{"codec":"Lines","keys":{"1":"Jump"}}}""", "\"Jump\" is not allowed")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Keyboard","separator":"--"}}""", "cardReader.separator: \"--\" is not one character.")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam","failuresToReset":6}}""", "each must be larger than the one before")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"serial":{"baud":9601}}""", "serial.baud: 9601 is not allowed. Allowed: 1200, 2400,")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"serial":{"dataBits":9}}""", "serial.dataBits: 9 is not allowed. Allowed: 7 to 8.")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"serial":{"parity":"Mark"}}""", "\"Mark\" is not allowed. Allowed: None, Even, Odd.")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"serial":{"paceBytes":512}}""", "serial.paceBytes: goes with serial.paceMs")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"serial":{"flow":"RtsCts","rts":true}}""", "serial.rts: is the flow control's own")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"deadlines":{"answerMs":1}}""", "deadlines.answerMs: 1 is not allowed. Allowed: 50 to 10000.")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"seen":"Hardware"}""", "source: is missing. Hardware says that there is one.")]
    [InlineData("""{"model":"p","description":"","family":"CardReader","cardReader":{"codec":"Sam"},"simulated":true,"seen":"Hardware","source":"s"}""", "seen: Hardware is not allowed of a simulated device. Allowed: SimulatedOnly.")]
    [InlineData("""{"model":"p",""", "line 1")]
    public void A_mistake_names_the_file_the_place_and_what_is_allowed(string json, string told)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("profile").FullName, "p.json");
        File.WriteAllText(file, json);
        var mistake = Assert.Throws<ProfileException>(() => ProfileFile.Read(file));
        Assert.StartsWith(file, mistake.Message, StringComparison.Ordinal);
        Assert.Contains(told, mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_mistakes_are_told_at_once()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("profile").FullName, "p.json");
        File.WriteAllText(file, """{"model":"p","description":"","family":"Printer","printer":{"qrModuleDots":2,"pollSeconds":0}}""");
        Assert.Equal([$"{file}: printer.qrModuleDots: 2 is not allowed. Allowed: 3 to 12.", $"{file}: printer.pollSeconds: 0 is not allowed. Allowed: 1 to 300."],
            Assert.Throws<ProfileException>(() => ProfileFile.Read(file)).Message.Split(Environment.NewLine));
    }

    [Fact]
    public void Every_family_is_shipped_for_real_and_simulated()
    {
        var all = ProfileFile.ShippedModels.Select(ProfileFile.Shipped).ToList();
        foreach (var family in Enum.GetValues<DeviceFamily>())
        {
            Assert.Contains(all, p => p.Family == family && !p.Simulated);
            Assert.Contains(all, p => p.Family == family && p.Simulated);
        }
        Assert.All(all, p => Assert.Equal(p.Simulated, p.Model.StartsWith("sim-", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void The_guide_tells_each_profiles_mark(string model)
    {
        var row = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "devices.md")).SingleOrDefault(l => l.StartsWith($"| `{model}` |", StringComparison.Ordinal));
        Assert.Contains(ProfileFile.Shipped(model).Seen.ToString(), row ?? $"no row for {model}", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_profile_but_a_printers_or_speakers_has_a_simulated_device(string model)
    {
        var profile = ProfileFile.Shipped(model);
        Assert.Equal(profile is not ({ Printer: not null } or { Speaker: not null }), SimulatedDevices.For(profile, TimeProvider.System) is not null);
    }

    [Fact]
    public async Task A_new_model_of_a_known_family_is_a_file_and_no_code()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("profile").FullName, "new-locker.json");
        await File.WriteAllTextAsync(file, """
            {"model":"new-locker","description":"Bought yesterday.","family":"LockerBoard","serial":{"baud":57600},
             "lockerBoard":{"codec":"EightA","board":7,"locks":50,"polarity":"ClosedWhenOpen","echo":"Yes","openWithinMs":500}}
            """, TestContext.Current.CancellationToken);
        var profile = ProfileFile.Read(file);
        var board = Assert.IsType<SimulatedLockerBoard>(SimulatedDevices.For(profile, TimeProvider.System));
        board.Fault = SimulatedFault.Echo;
        await using var cable = new Plugged(board);
        using var driver = new LockerBus(new("locker-1"), profile.LockerBoard!, profile.Deadlines, cable, TimeProvider.System);
        Assert.Equal(OpenOutcome.Opened, await driver.OpenAsync(50, TestContext.Current.CancellationToken));
        Assert.Equal((1, true), (board.Pulses(50), board.IsOpen(50)));
        await using var line = await cable.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal("EightA locker board 7, the line echoes", await Identify.AskAsync(profile, line, TimeProvider.System, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_shipped_schema_is_made_from_the_types() =>
        Assert.Equal(ProfileSchema.Make(), File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hardware-profiles", "hardware-profile.schema.json")));

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_profile_keeps_to_the_schema(string model)
    {
        using var profile = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "hardware-profiles", model + ".json")));
        Assert.True(JsonSchema.FromText(ProfileSchema.Make()).Evaluate(profile.RootElement).IsValid);
    }

    [Fact]
    public void A_device_is_named_with_its_profile_and_its_address()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "hardware-profiles", "escpos-80-tcp.json");
        Assert.Equal(("printer-1", "10.0.0.7", 9101), AgentCommandLine.Read($"printer-1={file}@10.0.0.7:9101") is var d ? (d.Id.Value, d.Host, d.Port) : default);
        Assert.Equal("escpos-80-tcp", AgentCommandLine.Read(file).Id.Value);
        Assert.Throws<ProfileException>(() => AgentCommandLine.Read($"printer-1={file}@10.0.0.7"));
    }
}
