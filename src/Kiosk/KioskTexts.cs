namespace TidalHall.Kiosk;

/// <summary>Texts of the kiosk.</summary>
internal sealed class KioskTexts;
