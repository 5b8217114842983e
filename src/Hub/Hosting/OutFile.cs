namespace TidalHall.Hub.Hosting;

/// <summary>A file that a command writes its figures into.</summary>
internal static class OutFile
{
    /// <summary>Before anything is reckoned: nobody waits for what cannot be kept.</summary>
    /// <exception cref="StartRefused">It cannot be written.</exception>
    public static StreamWriter Open(string option, string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new StartRefused($"{option}: \"{path}\" cannot be written. {e.Message}");
        }
    }

    /// <summary>One of several files: "waits.svg" → "waits-0.85.svg".</summary>
    public static string Named(string path, string which) => Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{which}{Path.GetExtension(path)}");
}
