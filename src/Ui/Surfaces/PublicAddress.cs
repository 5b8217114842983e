namespace TidalHall.Ui.Surfaces;

/// <summary>The address phones reach the hub at; the QR of a ticket leads there.</summary>
public sealed record PublicAddress(Uri Root);
