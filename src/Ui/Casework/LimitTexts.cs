namespace TidalHall.Ui.Casework;

/// <summary>Limits of cases and how near they are.</summary>
public sealed class LimitTexts;
