using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Journal.People;

namespace TidalHall.Hub.People;

/// <summary>The door to what people typed: plain text alone goes in, and a disk that is full or away is a refusal like the hall's own.</summary>
internal sealed partial class Notes(PeopleVault vault, ILogger<Notes> log) : INotes
{
    public async Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(null);
        if (NoteText.Refuses(text) is { } refusal) return new(null, refusal);
        try
        {
            return new(new Reason.Typed(await vault.KeepNoteAsync(text, command, cancel)));
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotKept(log, e);
            return new(null, Refusal.Because(RefusalCode.NotDurable));
        }
    }

    public async Task DropAsync(Reason? reason, Refusal? why, CancellationToken cancel)
    {
        if (reason is not Reason.Typed(var note) || why is { Code: RefusalCode.Busy or RefusalCode.NotDurable }) return;
        try
        {
            await vault.DropNoteAsync(note, cancel);
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotDropped(log, e);
        }
    }

    public async Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel)
    {
        try
        {
            return await vault.ReadNoteAsync(note, by, cancel) is { } text ? new(text) : new(null, Refusal.Because(RefusalCode.UnknownNote));
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            LogNotRead(log, e);
            return new(null, Refusal.Because(RefusalCode.NotDurable));
        }
    }

    [LoggerMessage(1302, LogLevel.Error, "A note could not be kept; its order was answered \"not done\". Make room, or look after the disk.")]
    private static partial void LogNotKept(ILogger log, Exception e);

    [LoggerMessage(1304, LogLevel.Warning, "The note of a refused order could not be deleted; it goes with its time.")]
    private static partial void LogNotDropped(ILogger log, Exception e);

    [LoggerMessage(1303, LogLevel.Error, "A note was not shown: the look at it could not be written down. Make room, or look after the disk.")]
    private static partial void LogNotRead(ILogger log, Exception e);
}
