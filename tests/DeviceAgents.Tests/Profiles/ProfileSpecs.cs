using System.Text.Json;
using Json.Schema;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;

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
