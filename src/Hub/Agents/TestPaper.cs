using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Ui;

namespace TidalHall.Hub.Agents;

/// <summary>The paper of a test print: everything a printer may get wrong, on one hand's breadth.</summary>
internal static class TestPaper
{
    private static readonly PaperElement[] Layout =
    [
        new() { Print = PaperPrint.Text, Text = "{title}", Scale = 2, Bold = true, Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Text, Text = "{device}", Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Rule },
        new() { Print = PaperPrint.Text, Text = "{number}", Scale = 5, MaxLines = 1, Bold = true, Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Text, Text = "{rare}", Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Row, Text = "{left}", Value = "{at}" },
        new() { Print = PaperPrint.Text, Text = "{inverse}", Inverse = true, Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Qr, Text = "{link}", Align = PaperAlign.Centre },
        new() { Print = PaperPrint.Cut },
    ];

    public static Sheet Of(Device device, DateTime at, string link, Texts texts, CultureInfo culture) => new()
    {
        Paper = PaperKind.Ticket,
        Layout = Layout,
        Fields = new()
        {
            ["title"] = texts["TestTitle"], ["device"] = $"{device.Name.In(culture.Name)} · {device.Id} · {device.Profile}", ["number"] = "A000",
            // Two bytes, four bytes, and the letters between them.
            ["rare"] = "综合业务 㐀䶮𠮷 Aa09", ["left"] = texts["TestPrinted"], ["at"] = at.ToString("yyyy-MM-dd HH:mm:ss", culture), ["inverse"] = texts["TestInverse"], ["link"] = link,
        },
    };
}
