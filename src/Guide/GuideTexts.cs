namespace TidalHall.Guide;

/// <summary>Texts of the guide's tablet.</summary>
internal sealed class GuideTexts;
