using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Casework;

/// <summary>A line of the checklist as the clerk fills it in.</summary>
public sealed class MaterialLine(MaterialNeed need)
{
    private const int MostPages = 9999;

    public MaterialNeed Need => need;
    public bool Here { get; set; }
    public MaterialForm Form { get; set; } = need.Form;
    public int Copies { get; set; } = need.Copies;
    public int Pages { get; set; }
    public bool Seen { get; set; }
    /// <summary>It is here, and not in the form that the law asks for: by the clerk's look alone.</summary>
    public bool IsFaulty { get; set; }
    public DateOnly? ValidUntil { get; set; }

    /// <summary>All as asked for: handed in so, or mended on the spot.</summary>
    public void Complete() => (Here, Form, Copies, Seen, IsFaulty) = (true, need.Form, Math.Max(Copies, need.Copies), true, false);

    internal HandedMaterial? Handed => Here ? new(need.Id, Form, Math.Clamp(Copies, 0, 99), Math.Clamp(Pages, 0, MostPages), Seen, ValidUntil) : null;
}
