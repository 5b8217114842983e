using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>A font that cannot write Chinese stops the agent, not a citizen's ticket.</summary>
public sealed class FontSpecs
{
    [Fact]
    public void The_font_beside_the_program_writes_all_that_a_ticket_may_say()
    {
        Assert.Equal(6763 + 95, PaperFont.Signs.EnumerateRunes().Count());
        Assert.Equal("", PaperFont.Missing(PaperFont.Typeface, PaperFont.Signs + "、。，：（）“”–·"));
    }

    [Fact]
    public void What_it_cannot_write_is_known() => Assert.Equal("\u0E01", PaperFont.Missing(PaperFont.Typeface, "字\u0E01a"));

    [Fact]
    public void A_file_that_is_no_font_is_refused_at_the_start()
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("font").FullName, "no.ttf");
        File.WriteAllText(file, "no font");
        var refused = Assert.Throws<ProfileException>(() => PaperFont.Load(file));
        Assert.Equal($"{file}: no font is there, or it cannot be read; tickets cannot be drawn. Put the font back that came with the program.", refused.Message);
    }
}
