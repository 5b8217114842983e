using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using TidalHall.Core.HallFiles;
using static TidalHall.Core.Tests.HallFiles.SmallFile;

namespace TidalHall.Core.Tests.HallFiles;

public sealed class SchemaSpecs
{
    private static readonly JsonSerializerOptions Written = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Theory]
    [InlineData("hall.schema.json")]
    [InlineData("items.schema.json")]
    [InlineData("papers/paper.schema.json")]
    public void The_committed_schema_is_the_one_the_types_make(string name)
    {
        var made = Made(name).ToJsonString(Written) + "\n";
        var path = Path.Combine(ShippedHalls.Folder, name);
        if (Environment.GetEnvironmentVariable("TIDALHALL_WRITE_SCHEMAS") is "1") File.WriteAllText(path, made);
        Assert.True(File.Exists(path) && File.ReadAllText(path) == made, $"halls/{name} is not what the types say. Make it anew with TIDALHALL_WRITE_SCHEMAS=1 dotnet test --project tests/Core.Tests");
    }

    [Theory]
    [InlineData("provincial-centre.json", "hall.schema.json")]
    [InlineData("provincial-centre-hours.json", "hall.schema.json")]
    [InlineData("convenience-station.json", "hall.schema.json")]
    [InlineData("provincial-centre.items.json", "items.schema.json")]
    [InlineData("convenience-station.items.json", "items.schema.json")]
    [InlineData("papers/ticket.json", "papers/paper.schema.json")]
    [InlineData("papers/booking.json", "papers/paper.schema.json")]
    [InlineData("papers/material-receipt.json", "papers/paper.schema.json")]
    [InlineData("papers/hand-over.json", "papers/paper.schema.json")]
    [InlineData("papers/pickup-notice.json", "papers/paper.schema.json")]
    public void Every_shipped_file_holds_to_its_schema_and_names_it(string file, string schema)
    {
        var text = ShippedHalls.Text(file);
        Assert.True(Holds(schema, text));
        Assert.Equal(Path.GetFileName(schema), (string?)JsonNode.Parse(text)!["$schema"]);
    }

    [Theory]
    [InlineData("\"maxRecalls\": 5", "\"maxRecalls\": 21")]
    [InlineData("\"maxRecalls\": 5", "\"maxRecals\": 5")]
    [InlineData("\"maxRecalls\": 5", "\"lateReturn\": \"Never\"")]
    [InlineData("\"id\": \"small\"", "\"id\": \"small hall\"")]
    [InlineData("\"id\": \"small\", ", "")]
    [InlineData("\"04:00\"", "\"24:00\"")]
    [InlineData("\"小厅\"", "\" \"")]
    [InlineData("\"小厅\"", "\"小\\u001b厅\"")]
    [InlineData("\"prefix\": \"A\"", "\"prefix\": \"I\"")]
    [InlineData("\"#1f5fa8\"", "\"blue\"")]
    [InlineData("\"zones\": [\"a\"]", "\"zones\": []")]
    [InlineData("\"item\": \"tax-return\"", "\"item\": \"税\"")]
    [InlineData("\"minutes\": 9", "\"minutes\": 0")]
    [InlineData("\"minutes\": 9", "\"minutes\": \"9\"")]
    public void What_the_loader_refuses_for_its_shape_the_schema_refuses_too(string find, string put)
    {
        var (hall, items) = With((find, put));
        Assert.False(Holds("hall.schema.json", hall) && Holds("items.schema.json", items));
        Assert.NotEmpty(Mistakes(hall, items));
    }

    [Fact]
    public void The_small_file_holds_to_the_schemas() => Assert.True(Holds("hall.schema.json", Hall) && Holds("items.schema.json", Items));

    [Fact]
    public void The_schema_explains_what_it_asks_for() =>
        Assert.Equal("Recalls before a ticket may be missed, 0 to 5. Default 1.", (string?)Made("hall.schema.json")["properties"]!["rules"]!["properties"]!["recallsBeforeMiss"]!["description"]);

    private static JsonObject Made(string name) => name switch
    {
        "hall.schema.json" => HallFileSchema.Hall(Docstrings.Of),
        "items.schema.json" => HallFileSchema.Items(Docstrings.Of),
        _ => HallFileSchema.Paper(Docstrings.Of),
    };

    private static bool Holds(string schema, string text)
    {
        using var document = JsonDocument.Parse(text);
        return JsonSchema.FromText(Made(schema).ToJsonString()).Evaluate(document.RootElement).IsValid;
    }
}
