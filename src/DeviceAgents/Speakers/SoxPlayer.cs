using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Speakers;

/// <summary>SoX as a child process, a sound a run: it knows the sound systems of Linux, Windows and macOS, and turns the volume.</summary>
internal sealed class SoxPlayer(SpeakerFacts facts, string program = "sox")
{
    public async Task<bool> PlayAsync(ReadOnlyMemory<byte> wav, CancellationToken cancel)
    {
        var volume = (facts.VolumePercent / 100.0).ToString("0.00", CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(program, ["-q", "-v", volume, "-t", "wav", "-", "-d"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        // How SoX is told which of the machine's outputs is meant.
        if (facts.Output != SpeakerFacts.SystemsChoice) start.Environment["AUDIODEV"] = facts.Output;
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var told = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel), process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel));
                await process.StandardInput.BaseStream.WriteAsync(wav, cancel);
                process.StandardInput.Close();
                await told;
                await process.WaitForExitAsync(cancel);
                return process.ExitCode == 0;
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            // Not installed, not allowed, or it ended before it had read all.
            return false;
        }
    }
}
