namespace TidalHall.Ui.Casework;

/// <summary>The register of what could not be got done.</summary>
public sealed class UnresolvedTexts;
