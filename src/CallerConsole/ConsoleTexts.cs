namespace TidalHall.CallerConsole;

/// <summary>Texts of the caller console.</summary>
internal sealed class ConsoleTexts;
