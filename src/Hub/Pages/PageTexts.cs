namespace TidalHall.Hub.Pages;

/// <summary>Texts of the hub's own pages: index, devices, not found.</summary>
internal sealed class PageTexts;
