using System.Text.Json;
using TidalHall.Core.Devices;
using TidalHall.Core.Papers;

namespace TidalHall.Core.Tests.Papers;

/// <summary>A sheet says what it has, in its layout's order, and leaves out what it has not.</summary>
public sealed class SheetSpecs
{
    private static readonly Sheet Receipt = new()
    {
        Paper = PaperKind.MaterialReceipt,
        Fields = new() { ["number"] = "SL1", ["agent"] = " ", ["item"] = "a{b}c" },
        Lists = new() { ["materials"] = [new() { ["name"] = "身份证", ["form"] = "复印件", ["seen"] = "已核对" }, new() { ["name"] = "申请表" }], ["missing"] = [] },
        Layout = [],
    };

    [Theory]
    [InlineData("""{"Print": "Text", "Text": "编号 {number}"}""", "编号 SL1")]
    [InlineData("""{"Print": "Text", "Text": "代办人 {agent}"}""")]
    [InlineData("""{"Print": "Text", "Text": "{agent} {number}"}""", "SL1")]
    [InlineData("""{"Print": "Text", "Text": "{number} {agent} {number}"}""", "SL1 SL1")]
    [InlineData("""{"Print": "Text", "Text": "须知"}""", "须知")]
    [InlineData("""{"Print": "Text", "Text": "{item}"}""", "a{b}c")]
    [InlineData("""{"Print": "Text", "Text": "open { brace"}""", "open { brace")]
    [InlineData("""{"Print": "Each", "List": "materials", "Text": "材料", "Elements": [{"Print": "Text", "Text": "{#}. {name}"}, {"Print": "Text", "Text": "{form} {pages} {seen}"}]}""", "材料", "1. 身份证", "复印件 已核对", "2. 申请表")]
    [InlineData("""{"Print": "Each", "List": "missing", "Text": "尚缺", "Elements": [{"Print": "Text", "Text": "{name}"}]}""")]
    [InlineData("""{"Print": "Each", "List": "nothing", "Text": "尚缺", "Elements": [{"Print": "Rule"}]}""")]
    public void What_has_no_field_to_say_is_left_out(string element, params string[] said) =>
        Assert.Equal(said, (Receipt with { Layout = [JsonSerializer.Deserialize<PaperElement>(element)!] }).Filled().Select(e => e.Text));

    [Fact]
    public void A_row_stays_while_one_of_its_sides_has_something_to_say()
    {
        PaperElement Row(string left, string right) => new() { Print = PaperPrint.Row, Text = left, Value = right };
        var filled = (Receipt with { Layout = [Row("代办人", "{agent}"), Row("{agent}", "{number}"), Row("签名", "日期")] }).Filled();
        Assert.Equal([("", "SL1"), ("签名", "日期")], filled.Select(e => (e.Text!, e.Value!)));
    }

    /// <summary>The wire between hub and agent; what an older agent does not know it leaves alone.</summary>
    [Fact]
    public void A_job_on_the_wire_names_its_paper_its_fields_and_its_layout()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        var job = new PrintJob(Guid.Empty, new("printer-1"), DateTimeOffset.UnixEpoch, new()
        {
            Paper = PaperKind.Ticket, Fields = new() { ["number"] = "A012" }, Lists = new() { ["rows"] = [new() { ["name"] = "n" }] },
            Layout = [new() { Print = PaperPrint.Text, Text = "{number}", Align = PaperAlign.Centre, Scale = 5 }], Pictures = new() { ["a.png"] = [1, 2] },
        });
        var wire = JsonSerializer.Serialize(job, options);
        Assert.Equal("""{"paper":{"paper":"Ticket","fields":{"number":"A012"},"lists":{"rows":[{"name":"n"}]},"layout":[{"print":"Text","text":"{number}","value":null,"list":null,"elements":null,"file":null,"scale":5,"maxLines":null,"dots":null,"bold":null,"inverse":null,"align":"Centre"}],"pictures":{"a.png":"AQI="}},"job":"00000000-0000-0000-0000-000000000000","device":"printer-1","deadline":"1970-01-01T00:00:00+00:00","within":null}""", wire);
        Assert.Equal(wire, JsonSerializer.Serialize(JsonSerializer.Deserialize<PrintJob>(wire, options), options));
    }
}
