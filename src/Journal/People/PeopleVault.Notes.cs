using System.Text;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal.People;

// What people type with their orders.
public sealed partial class PeopleVault
{
    // Asked for again under one command: another order may hold them. In memory: no order is underway over a restart.
    private readonly HashSet<Guid> _asked = [];

    /// <summary>Keeps a text for a command; the same text for the same command is the same note.</summary>
    public Task<NoteRef> KeepNoteAsync(string text, Guid command, CancellationToken cancel) => KeepNoteAsync(text, command, Keep, cancel);

    private async Task<NoteRef> KeepNoteAsync(string text, Guid command, TimeSpan keep, CancellationToken cancel)
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            foreach (var known in await db.Notes.AsNoTracking().Where(n => n.Command == command).ToListAsync(cancel))
            {
                if (TextOf(known) != text) continue;
                _asked.Add(known.Ref);
                return new(known.Ref);
            }
            var note = new NoteRow(Guid.NewGuid(), command, Encrypt(Encoding.UTF8.GetBytes(text)), (_time.GetUtcNow() + keep).UtcTicks);
            db.Notes.Add(note);
            await db.SaveChangesAsync(cancel);
            return new(note.Ref);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>Deletes the note of an order that was refused, unless an order sent again may hold it.</summary>
    public async Task DropNoteAsync(NoteRef note, CancellationToken cancel)
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            if (_asked.Contains(note.Value)) return;
            await using var db = new PeopleDb(_options);
            await db.Notes.Where(n => n.Ref == note.Value).ExecuteDeleteAsync(cancel);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>A note's text; null when it is no longer kept. The look is on disk when it returns.</summary>
    public Task<string?> ReadNoteAsync(NoteRef note, string by, CancellationToken cancel) => ReadNoteAsync(note, by, "note", cancel);

    private async Task<string?> ReadNoteAsync(NoteRef note, string by, string what, CancellationToken cancel)
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            if (await db.Notes.AsNoTracking().FirstOrDefaultAsync(n => n.Ref == note.Value, cancel) is not { } row) return null;
            db.Looks.Add(new(note.Value, by, what, _time.GetUtcNow().UtcTicks));
            await db.SaveChangesAsync(cancel);
            return TextOf(row);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    private string TextOf(NoteRow note) => Encoding.UTF8.GetString(Decrypt(note.Data));
}
