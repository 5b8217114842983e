using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>Streams of other people's software come out of the simulated printer with nothing lost or shifted.</summary>
public sealed class ForeignStreamSpecs
{
    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.bin").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_is_a_command_a_printer_knows_or_a_sign_on_paper(string sample)
    {
        var paper = new List<Ink>();
        var reader = new PaperReader(576, paper.Add);
        reader.Read(File.ReadAllBytes(Path.Combine(Folder, sample + ".bin")));
        Assert.Equal(0, reader.Unknown);
        Assert.All(paper.OfType<Ink.Text>(), line => Assert.DoesNotContain(line.Line, c => c is < ' ' or '\uFFFD'));
        Assert.IsType<Ink.Cut>(paper.Last(ink => ink is not Ink.Feed));
        var png = PaperDrawing.Png(paper, 576);
        if (Environment.GetEnvironmentVariable("TIDALHALL_PAPERS") is { } folder) File.WriteAllBytes(Path.Combine(folder, sample + ".png"), png);
        Assert.True(png.Length > 1000);
    }
}
