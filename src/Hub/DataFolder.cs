namespace TidalHall.Hub;

/// <summary>Where the hub keeps what must last. One hub at a time: the second is told so.</summary>
internal sealed class DataFolder : IDisposable
{
    private const int KeyLength = 32;

    private readonly FileStream? _lock;

    private DataFolder(string path, FileStream? @lock) => (Path, _lock) = (path, @lock);

    public string Path { get; }

    /// <exception cref="StartRefused">Another hub has the folder, or it cannot be written.</exception>
    public static DataFolder Open(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            var file = new FileStream(System.IO.Path.Combine(path, "hub.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new(path, file);
        }
        catch (IOException e)
        {
            throw new StartRefused($"{path}: another hub is running on this data folder, or it cannot be used ({e.Message}). Stop that hub, or give another folder with --data.", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartRefused($"{path}: the data folder cannot be written. Give one that can with --data.", e);
        }
    }

    /// <summary>The folder beside a hub that may be running on it: for what may be added under it, like an agent's key.</summary>
    public static DataFolder OpenShared(string path)
    {
        Directory.CreateDirectory(path);
        return new(path, null);
    }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Makes an empty file that its owner alone may read, where there is none yet.</summary>
    public void MakePrivate(string name)
    {
        if (!System.IO.File.Exists(File(name))) Create(name).Dispose();
    }

    /// <summary>Writes a file that its owner alone may read, from its first byte on; whole or not at all.</summary>
    /// <exception cref="IOException">The disk is full or away; what was there before is there still.</exception>
    public void WriteSecret(string name, string text)
    {
        // Beside it first: a full disk must not leave half of all keys.
        using (var file = Create(name + ".new"))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(text + Environment.NewLine));
            // A key that is gone after a power cut locks out whoever was shown it, or the data under it.
            file.Flush(flushToDisk: true);
        }
        System.IO.File.Move(File(name + ".new"), File(name), overwrite: true);
    }

    /// <summary>The 32 bytes of a key that is made at the first start.</summary>
    /// <exception cref="StartRefused">The file holds none.</exception>
    public byte[] Key(string name)
    {
        if (!System.IO.File.Exists(File(name))) WriteSecret(name, Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyLength)));
        var key = new byte[KeyLength];
        return Convert.TryFromBase64String(System.IO.File.ReadAllText(File(name)).Trim(), key, out var read) && read is KeyLength
            ? key
            : throw new StartRefused($"{File(name)}: is no key of {KeyLength} bytes in Base64. Put back the one that was there: a new one opens nothing that was closed by it.");
    }

    private FileStream Create(string name)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new(File(name), options);
    }

    public void Dispose() => _lock?.Dispose();
}

/// <summary>The hub does not start: a sentence for the person at the keyboard, exit code 2, no stack trace.</summary>
internal sealed class StartRefused(string message, Exception? inner = null) : Exception(message, inner);
