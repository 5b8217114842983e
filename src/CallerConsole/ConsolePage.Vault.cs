using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole;

/// <summary>What the page shows out of the vault. Looked at once for each citizen and each pause: every look is audited.</summary>
public sealed partial class ConsolePage
{
    private TicketId? _named;
    private string? _name;
    private NoteRef? _noted;
    private string? _note;

    private async Task LookIntoVaultAsync(string by)
    {
        if (_desk?.Current?.Id != _named)
        {
            (_named, _name) = (_desk?.Current?.Id, null);
            if (_desk?.Current is { Id: var ticket, Person: { } person } && await NameOfAsync(person, by) is var name && _named == ticket) _name = name;
        }
        var typed = _desk?.State.Session is WindowSession.Paused { Reason: Reason.Typed reason } ? reason.Note : (NoteRef?)null;
        if (typed == _noted) return;
        (_noted, _note) = (typed, null);
        if (typed is { } note && await Notes.ReadAsync(note, by, Leaving) is var look && _noted == typed) _note = look.Text ?? W.Of(look.Refusal!);
    }

    private async Task<string?> NameOfAsync(PersonRef person, string by)
    {
        try
        {
            return await People.MaskedNameAsync(person, by, Leaving);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A look that cannot be audited, on a full disk, shows no name; the desk goes on.
            return null;
        }
    }
}
