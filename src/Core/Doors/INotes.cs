using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>What people type, kept in the vault of personal data. The hall and its journal know the reference alone.</summary>
public interface INotes
{
    /// <summary>Keeps what was typed for a command. On disk when it returns; the command comes after.</summary>
    /// <param name="command">The command's id: the same text sent again for it is the same note, so that a repeat is the same command.</param>
    Task<KeptNote> KeepAsync(string text, Guid command, CancellationToken cancel);

    /// <summary>The order was refused: what was typed for it is kept no longer. What cannot be deleted now goes with its time.</summary>
    /// <param name="why">Of an order that may have been taken all the same the note stays.</param>
    Task DropAsync(Reason? reason, Refusal? why, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>What was typed, for one who may see the order it belongs to. The look is audited.</summary>
    /// <param name="by">Who looks.</param>
    Task<NoteLook> ReadAsync(NoteRef note, string by, CancellationToken cancel);
}

/// <param name="Reason">To send with the command; null where nothing but blanks was typed.</param>
/// <param name="Refusal">Why nothing is kept: the text is not plain, or the disk does not take it.</param>
public sealed record KeptNote(Reason? Reason, Refusal? Refusal = null);

/// <param name="Text">Null with a <paramref name="Refusal"/>: the vault keeps it no more, or cannot note the look.</param>
public sealed record NoteLook(string? Text, Refusal? Refusal = null);
