using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;

namespace TidalHall.Simulation.Tests;

/// <summary>The files in halls/ of this repository.</summary>
internal static class ShippedHalls
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "halls");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    public static HallPlan Read(string name) => HallFile.Read(Text(name), name, beside => File.Exists(Path.Combine(Folder, beside)) ? Text(beside) : null).Plan;

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("TidalHall.slnx");
        return folder.FullName;
    }
}
