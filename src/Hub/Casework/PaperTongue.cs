using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Ui;

namespace TidalHall.Hub.Casework;

/// <summary>What a paper speaks: the language its visit, or its errand, was asked for in.</summary>
/// <param name="Layout">"en"; null = the hall's own.</param>
internal sealed record PaperTongue(string? Layout)
{
    private readonly CultureInfo _culture = CultureInfo.GetCultureInfo(Layout ?? "zh-CN");

    public Texts T => Texts.Of<CasePaperTexts>(_culture);
    public string Of(LocalText text) => text.In(_culture.Name);
}
