using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using TidalHall.Core.Announcing;

namespace TidalHall.Hub.Voice;

/// <summary>espeak-ng as a child process, a sentence a run.</summary>
/// <remarks>Chinese is spoken by <c>cmn-latn-pinyin</c>: the voice <c>cmn</c> of 1.51 reads Hanzi as English letters.</remarks>
internal sealed class EspeakVoice(TimeProvider time, ILogger<EspeakVoice> log, string program = "espeak-ng")
{
    /// <summary>A run takes some 15 ms; after 5 s it is given up.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private const int WordsPerMinute = 150;
    private const int LargestFile = 8 * 1024 * 1024;

    /// <summary>Whether the last try found the program and got sound from it; null before the first.</summary>
    public bool? Works { get; private set; }

    /// <returns>Null where it cannot speak.</returns>
    public async Task<Wave?> SayAsync(Sentence sentence, CancellationToken cancel)
    {
        var wave = Wave.Read(await RunAsync(sentence.Language, sentence.Text, ["--stdout"], cancel));
        if (wave is null && Works is not false) Log.NoVoice(log, program);
        Works = wave is { Samples.Length: > 0 };
        return Works is true ? wave!.Normalised() : null;
    }

    /// <summary>What it would say, as phoneme mnemonics.</summary>
    internal async Task<string> PhonemesAsync(Sentence sentence, CancellationToken cancel) =>
        Utf8.GetString(await RunAsync(sentence.Language, sentence.Text, ["-q", "-x"], cancel));

    private async Task<byte[]> RunAsync(string language, string text, string[] how, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(program, ["-v", language is "en" ? "en" : "cmn-latn-pinyin", "-s", $"{WordsPerMinute}", "-b", "1", "--stdin", .. how])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, StandardInputEncoding = Utf8, UseShellExecute = false,
        };
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancel);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, either.Token);
                var sound = ReadAsync(process.StandardOutput.BaseStream, either.Token);
                await process.StandardInput.WriteAsync(text.AsMemory(), either.Token);
                process.StandardInput.Close();
                await Task.WhenAll(sound, errors);
                await process.WaitForExitAsync(either.Token);
                return process.ExitCode == 0 ? await sound : [];
            }
            finally
            {
                if (!process.HasExited) process.Kill();
            }
        }
        catch (Exception e) when (e is Win32Exception or IOException || e is OperationCanceledException && !cancel.IsCancellationRequested)
        {
            // Not installed, not allowed, or hung: the chime still sounds.
            return [];
        }
    }

    private static async Task<byte[]> ReadAsync(Stream from, CancellationToken cancel)
    {
        using var all = new MemoryStream();
        var some = new byte[16 * 1024];
        while (await from.ReadAsync(some, cancel) is var n and > 0)
        {
            if (all.Length + n > LargestFile) return [];
            all.Write(some, 0, n);
        }
        return all.ToArray();
    }
}
