using System.Text.RegularExpressions;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Transports;
using TidalHall.DeviceAgents.WindowSigns;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>Simulated devices share no table with what drives the real ones: a byte that both understood wrongly alike would pass every test.</summary>
public sealed class OwnTablesSpecs
{
    public static TheoryData<string> Codecs =>
    [
        nameof(EscPosWriter), nameof(StatusReplies), nameof(PrinterStatus), nameof(PaperText), nameof(SheetLayout), nameof(QrPicture), nameof(SamFrames), nameof(IdCardText), nameof(TextLines), nameof(LineText),
        nameof(LockerFrames), nameof(EightAFrames), nameof(Cu16Frames), nameof(WklyFrames), nameof(ModbusFrames), nameof(Ff68Frames), nameof(RatingFrames), nameof(SignFrames), nameof(SignText), nameof(KeyEvents),
    ];

    [Theory]
    [MemberData(nameof(Codecs))]
    public void No_simulated_device_knows_the_codec(string codec)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "TidalHall.slnx"))) root = root.Parent!;
        var sources = Directory.GetFiles(Path.Combine(root.FullName, "src", "DeviceAgents", "Simulators"), "*.cs");
        Assert.NotEmpty(sources);
        Assert.DoesNotContain(sources, file => Regex.IsMatch(File.ReadAllText(file), $@"\b{codec}\b"));
    }
}
