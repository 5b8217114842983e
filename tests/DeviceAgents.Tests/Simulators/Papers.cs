using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>What bytes put on paper.</summary>
internal static class Papers
{
    public static List<Ink> Read(ReadOnlySpan<byte> bytes, int paperDots = 576, HanziSize hanzi = HanziSize.Gs)
    {
        var paper = new List<Ink>();
        new PaperReader(paperDots, paper.Add, hanzi: hanzi).Read(bytes);
        return paper;
    }
}
