using TidalHall.Core.HallFiles;

namespace TidalHall.Core.Tests.HallFiles;

/// <summary>The files in halls/ of this repository.</summary>
internal static class ShippedHalls
{
    public static string Folder { get; } = Path.Combine(RepositoryRoot(), "halls");

    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>Null: there is no such file.</summary>
    public static string? TextBeside(string name) => File.Exists(Path.Combine(Folder, name)) ? Text(name) : null;

    public static HallFileResult Read(string name) => HallFile.Read(Text(name), name, TextBeside);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "TidalHall.slnx"))) folder = folder.Parent ?? throw new DirectoryNotFoundException("TidalHall.slnx");
        return folder.FullName;
    }
}
