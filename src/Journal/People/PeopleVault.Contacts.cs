using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal.People;

// How people are told of their cases.
public sealed partial class PeopleVault
{
    async Task IContacts.KeepAsync(PersonRef person, Contact given, string by, CancellationToken cancel)
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Ref == person.Value, cancel) is not { } row) return;
            var known = PersonOf(row);
            var now = known with { Phone = After(known.Phone, given.Phone), FamilyPhone = After(known.FamilyPhone, given.FamilyPhone), Email = After(known.Email, given.Email), WeChat = After(known.WeChat, given.WeChat), Way = given.Way ?? known.Way };
            db.Update(row with { Data = Encrypt(JsonSerializer.SerializeToUtf8Bytes(now)) });
            db.Looks.Add(new(person.Value, by, "contact kept", _time.GetUtcNow().UtcTicks));
            await db.SaveChangesAsync(cancel);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    Task<Contact?> IContacts.FindAsync(PersonRef person, string by, CancellationToken cancel) =>
        LookAsync(person, by, "contact", p => new Contact(p.Phone, p.FamilyPhone, p.Email, p.WeChat, p.Way), cancel);

    private static string? After(string? known, string? given) => given is null ? known : given.Trim() is { Length: > 0 } text ? text : null;
}
