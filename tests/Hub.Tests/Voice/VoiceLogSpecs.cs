using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Announcing;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpokenCalls;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>What the voice knows after a kill: each log is opened beside one that was never closed.</summary>
public sealed class VoiceLogSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voice-log");
    private readonly List<VoiceLog> _logs = [];

    private string File => Path.Combine(_folder.FullName, "voice.log");

    private VoiceLog Open()
    {
        _logs.Add(new(File, NullLogger.Instance));
        return _logs[^1];
    }

    private static VoiceEntry End(SpokenCall call, NotSpokenWhy? why = null) => VoiceEntry.Of(new(call, why), null, DateTimeOffset.UnixEpoch);

    [Fact]
    public void A_voice_that_begins_starts_where_it_is_told() => Assert.Equal(7, Open().Begin(newest: 9, otherwise: 7));

    [Fact]
    public void What_came_to_its_end_is_known_with_why()
    {
        var log = Open();
        log.Begin(0, 0);
        log.Take(Call(1));
        log.Ended(End(Call(1)));
        log.Take(Call(2));
        log.Ended(End(Call(2), NotSpokenWhy.NoPlayer));

        var after = Open();
        after.Begin(2, 2);

        Assert.True(after.HasEnded(1) && after.HasEnded(2));
        Assert.Equal([null, NotSpokenWhy.NoPlayer], after.Entries.Select(e => e.Why));
    }

    [Fact]
    public void What_still_waited_is_read_again()
    {
        var log = Open();
        log.Begin(0, 0);
        log.Take(Call(1));
        log.Take(Call(2));
        log.Take(Call(3));
        log.Heard(3);
        log.Ended(End(Call(2)));
        log.Dispose();

        var after = Open();

        Assert.Equal(0, after.Begin(3, 3));
        Assert.Equal([false, true, false], new long[] { 1, 2, 3 }.Select(after.HasEnded));
    }

    [Fact]
    public void What_was_begun_and_had_no_end_is_told_apart_from_what_waited()
    {
        var log = Open();
        log.Begin(0, 0);
        foreach (var n in (int[])[1, 2, 3]) log.Take(Call(n));
        log.Begun(new([1, 2], HasSpeech: true));

        var after = Open();
        after.Begin(3, 3);

        Assert.Equal([1L, 2L], after.BegunBefore(2)!.Calls);
        Assert.Null(after.BegunBefore(3));
        after.Ended(End(Call(1), NotSpokenWhy.NoEnd), End(Call(2), NotSpokenWhy.NoEnd));
        Assert.Null(Open().BegunBefore(1));
    }

    [Fact]
    public void A_line_torn_by_the_kill_is_none_and_those_before_it_count()
    {
        var log = Open();
        log.Begin(0, 0);
        log.Ended(End(Call(1)));
        log.Ended(End(Call(2)));
        var whole = System.IO.File.ReadAllBytes(File);
        for (var cut = 1; cut < 60; cut++)
        {
            System.IO.File.WriteAllBytes(File, whole[..^cut]);
            var after = Open();
            after.Begin(2, 2);
            after.Ended(End(Call(3)));
            // Without its last sign, the end of the line, it is whole.
            Assert.Equal(cut == 1 ? [1L, 2L, 3L] : [1L, 3L], Open().Entries.Select(e => e.Sequence));
        }
    }

    [Fact]
    public void A_journal_put_back_from_a_copy_is_another_one_whose_calls_are_spoken()
    {
        var log = Open();
        log.Begin(0, 0);
        log.Ended(End(Call(9)));

        var after = Open();

        Assert.Equal(4, after.Begin(newest: 5, otherwise: 4));
        Assert.False(after.HasEnded(9));
    }

    [Fact]
    public void However_long_it_runs_the_file_stays_small_and_nothing_open_is_lost()
    {
        var log = Open();
        log.Begin(0, 0);
        log.Take(Call(1));
        for (var n = 2; n < 3_000; n++)
        {
            log.Take(Call(n));
            log.Ended(End(Call(n)));
            log.Heard(n);
        }
        Assert.Equal(0, Open().Begin(3_000, 3_000));
        log.Ended(End(Call(1), NotSpokenWhy.TooLate));
        log.Ended(End(Call(3_000)));
        log.Heard(3_000);
        log.Dispose();

        Assert.InRange(System.IO.File.ReadLines(File).Count(), VoiceLog.Kept, VoiceLog.Kept + 10);
        Assert.Equal(3_000, Open().Begin(3_000, 0));
    }

    [Fact]
    public void A_disk_that_takes_nothing_silences_nobody_and_what_is_known_is_written_when_it_does_again()
    {
        var log = Open();
        log.Begin(0, 0);
        Directory.Delete(_folder.FullName, recursive: true);
        // Closed, so that what comes next is written anew, where there is no place for it.
        log.Dispose();
        log.Heard(1);
        log.Ended(End(Call(1)));
        Assert.Single(log.Entries);
        Directory.CreateDirectory(_folder.FullName);
        log.Ended(End(Call(2)));
        Assert.Equal([1L, 2L], Open().Entries.Select(e => e.Sequence));
    }

    public void Dispose()
    {
        foreach (var log in _logs) log.Dispose();
        _folder.Delete(recursive: true);
    }
}
