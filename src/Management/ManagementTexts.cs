namespace TidalHall.Management;

/// <summary>Texts of the manager's pages.</summary>
internal sealed class ManagementTexts;
