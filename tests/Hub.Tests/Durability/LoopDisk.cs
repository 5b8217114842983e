using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>A small ext4 disk in a file, whose power can be cut: what was not synced is gone. For root on Linux with loop devices.</summary>
internal sealed partial class LoopDisk : IDisposable
{
    // linux: fs/ext4/ext4.h, EXT4_IOC_SHUTDOWN = _IOR('X', 125, __u32); 2 = the journal is not flushed either.
    private const nuint Shutdown = 0x8004587d;
    private const uint NoLogFlush = 2;

    private readonly string _folder;
    private readonly string _image;

    private LoopDisk(string folder) => (_folder, _image, Path) = (folder, System.IO.Path.Combine(folder, "image"), System.IO.Path.Combine(folder, "disk"));

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    /// <summary>Makes one, or skips the test with the reason.</summary>
    public static LoopDisk Make(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess, "A loop disk needs Linux and root.");
        var disk = new LoopDisk(Directory.CreateTempSubdirectory("loop-").FullName);
        Directory.CreateDirectory(disk.Path);
        using (var image = File.Create(disk._image)) image.SetLength(megabytes * 1024L * 1024);
        var trouble = Run("mkfs.ext4", "-qF", disk._image) ?? disk.Mount();
        if (trouble is null) return disk;
        Directory.Delete(disk._folder, recursive: true);
        Assert.Skip($"This machine allows no loop disk: {trouble}");
        return disk;
    }

    private string Filler => System.IO.Path.Combine(Path, "filler");

    /// <summary>Leaves no room, to the last byte.</summary>
    public void Fill()
    {
        using var file = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 20, 4096, 512])
            try
            {
                while (true) file.Write(new byte[size]);
            }
            catch (IOException) { }   // full for this size
    }

    /// <summary>Room again.</summary>
    public void Clear() => File.Delete(Filler);

    /// <summary>From now on nothing reaches the disk, and what was not synced never did.</summary>
    public void CutPower()
    {
        var descriptor = Open(Path, 0);
        if (descriptor < 0) throw new Win32Exception(Marshal.GetLastPInvokeError());
        var flags = NoLogFlush;
        var result = IoControl(descriptor, Shutdown, ref flags);
        var error = Marshal.GetLastPInvokeError();
        _ = Close(descriptor);
        if (result is not 0) throw new Win32Exception(error);
    }

    /// <summary>The power is back: the file system is taken up as it lies there.</summary>
    public void Remount()
    {
        if ((Run("umount", Path) ?? Mount()) is { } trouble) throw new IOException(trouble);
    }

    private string? Mount() => Run("mount", "-o", "loop", _image, Path);

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode is 0 ? null : $"{program}: {said.Trim()}";
        }
        catch (Win32Exception e)
        {
            return $"{program}: {e.Message}";
        }
    }

    public void Dispose()
    {
        Run("umount", "-l", Path);
        Directory.Delete(_folder, recursive: true);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoControl(int descriptor, nuint request, ref uint argument);
}
