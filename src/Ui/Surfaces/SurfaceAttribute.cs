namespace TidalHall.Ui.Surfaces;

/// <summary>Put on a page: what its document needs around it.</summary>
/// <param name="name">"kiosk", "console"…: the document carries it as <c>data-surface</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class SurfaceAttribute(string name) : Attribute
{
    public string Name { get; } = name;
    /// <summary>A circuit, never prerendered; else a page drawn once, pushed to by the hub where it is live.</summary>
    public bool Interactive { get; init; }
    /// <summary>Paths from the root, "_content/TidalHall.Kiosk/kiosk.css".</summary>
    public string[] Styles { get; init; } = [];
    public string[] Scripts { get; init; } = [];
}
