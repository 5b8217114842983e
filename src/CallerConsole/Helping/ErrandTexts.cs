namespace TidalHall.CallerConsole.Helping;

/// <summary>Texts of the page of whom the hall helps.</summary>
internal sealed class ErrandTexts;
