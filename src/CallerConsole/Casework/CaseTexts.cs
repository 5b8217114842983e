namespace TidalHall.CallerConsole.Casework;

/// <summary>Texts of the pages cases are worked on.</summary>
internal sealed class CaseTexts;
