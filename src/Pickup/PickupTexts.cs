namespace TidalHall.Pickup;

/// <summary>Texts of pickup cabinets.</summary>
internal sealed class PickupTexts;
