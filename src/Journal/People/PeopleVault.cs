using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal.People;

/// <summary>Personal data in a file of its own: encrypted at rest, looked up by a keyed hash, deleted when its time is over.</summary>
/// <remarks>Nothing else keeps a number, a name or what somebody typed: journal and snapshots hold the <see cref="PersonRef"/> and the <see cref="NoteRef"/> alone.</remarks>
public sealed partial class PeopleVault : IPeople, IContacts, IPostalAddresses
{
    /// <summary>From the last meeting, or the typing, on; a hall's tickets are asked about within weeks.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(30);

    private const int DeletedAtOnce = 500;

    private sealed record Person(string Number, string Name, string? Phone = null, string? FamilyPhone = null, string? Email = null, string? WeChat = null, ContactWay? Way = null);

    private readonly DbContextOptions<PeopleDb> _options;
    private readonly byte[] _hashKey;
    private readonly byte[] _dataKey;
    private readonly TimeProvider _time;
    private readonly Func<TimeSpan> _keepApplicant;
    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    private PeopleVault(DbContextOptions<PeopleDb> options, byte[] key, TimeProvider time, Func<TimeSpan> keepApplicant)
    {
        _options = options;
        _time = time;
        _keepApplicant = keepApplicant;
        _hashKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "number"u8.ToArray());
        _dataKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, 32, info: "data"u8.ToArray());
    }

    /// <param name="key">32 random bytes that are kept apart from the file.</param>
    /// <param name="keepApplicant">How long somebody with a case is kept, by the hall's rules of the moment.</param>
    /// <exception cref="InvalidOperationException">The file is in use by another hub.</exception>
    public static PeopleVault Open(string file, byte[] key, TimeProvider time, Func<TimeSpan> keepApplicant) => Open(file, key, time, keepApplicant, []);

    /// <param name="watching">What hears of each command to the file.</param>
    internal static PeopleVault Open(string file, byte[] key, TimeProvider time, Func<TimeSpan> keepApplicant, IInterceptor[] watching)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString();
        var options = new DbContextOptionsBuilder<PeopleDb>().UseSqlite(text).AddInterceptors([new WrittenAhead(), new DeletedForGood(), .. watching]).Options;
        if (!IsUpToDate(text))
        {
            using var db = new PeopleDb(options);
            // A process killed inside Migrate leaves its lock row; the data folder's lock says that nobody else is migrating.
            db.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
            db.Database.Migrate();
        }
        return new(options, key, time, keepApplicant);
    }

    /// <summary>Whether a key opens what a file holds, tried on one text of it; nothing is written, not even that it was looked at.</summary>
    /// <exception cref="SqliteException">The file is no database, or may not be read.</exception>
    public static bool IsKeyOf(string file, byte[] key)
    {
        using var look = new FileLook(file);
        if (look.AnySealed() is not { } data) return true;
        try
        {
            new PeopleVault(new(), key, TimeProvider.System, () => Keep).Decrypt(data);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            return false;
        }
    }

    private static bool IsUpToDate(string text)
    {
        using var connection = new SqliteConnection(text);
        connection.Open();
        return MigratedFile.IsUpToDate<PeopleDb>(connection);
    }

    public Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel) => RememberAsync(idNumber, name, null, Keep, cancel);

    public Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel) =>
        RememberAsync(idNumber, before => before with { Name = before.Name is { Length: > 0 } known ? known : name?.Trim() ?? "" }, Keep, cancel);

    public Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel) => RememberAsync(idNumber, name, phone, _keepApplicant(), cancel);

    // A ticket after a case takes neither the ways to the person nor the time from it.
    private Task<PersonRef> RememberAsync(string idNumber, string name, string? phone, TimeSpan keep, CancellationToken cancel) =>
        RememberAsync(idNumber, before => before with { Name = name, Phone = phone ?? before.Phone }, keep, cancel);

    private async Task<PersonRef> RememberAsync(string idNumber, Func<Person, Person> learn, TimeSpan keep, CancellationToken cancel)
    {
        var hash = HashOf(idNumber);
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            var known = await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NumberHash == hash, cancel);
            var person = learn(known is null ? new Person(idNumber, "") : PersonOf(known)) with { Number = idNumber };
            var until = Math.Max(known?.KeepUntil ?? 0, (_time.GetUtcNow() + keep).UtcTicks);
            var row = new PersonRow(known?.Ref ?? Guid.NewGuid(), hash, Encrypt(JsonSerializer.SerializeToUtf8Bytes(person)), until);
            db.Entry(row).State = known is null ? EntityState.Added : EntityState.Modified;
            await db.SaveChangesAsync(cancel);
            return new(row.Ref);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    public async Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel)
    {
        var hash = HashOf(idNumber);
        await using var db = new PeopleDb(_options);
        return await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.NumberHash == hash, cancel) is { } row ? new(row.Ref) : null;
    }

    public Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel) => LookAsync(person, by, "masked name", p => Mask(p.Name), cancel);

    public Task<DisclosedPerson?> DiscloseAsync(PersonRef person, string by, CancellationToken cancel) =>
        LookAsync(person, by, "disclosed to another hall", p => new DisclosedPerson(p.Name, p.Number, p.Phone), cancel);

    public async Task<Digest?> CardHashAsync(PersonRef person, byte[] key, TicketCode of, string by, CancellationToken cancel) =>
        await LookAsync(person, by, "hash given to a cabinet", p => PassSignature.CardHash(key, of, p.Number).ToString(), cancel) is { } text && Digest.TryParse(text, out var digest) ? digest : null;

    public Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel) =>
        LookAsync(person, by, "masked", p => new MaskedPerson(Mask(p.Name), Tail(p.Number, 0, 4), p.Phone is { } phone ? Tail(phone, 3, 4) : null), cancel);


    private async Task<T?> LookAsync<T>(PersonRef person, string by, string what, Func<Person, T?> shown, CancellationToken cancel) where T : class
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            if (await db.People.AsNoTracking().FirstOrDefaultAsync(p => p.Ref == person.Value, cancel) is not { } row) return null;
            db.Looks.Add(new(person.Value, by, what, _time.GetUtcNow().UtcTicks));
            await db.SaveChangesAsync(cancel);
            return shown(PersonOf(row));
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>Deletes the people and notes whose time is over; overwritten in the file by <c>secure_delete</c>.</summary>
    /// <param name="bound">Whom something of the hall still binds: forgotten, they would be somebody new to it, and free.</param>
    /// <returns>How many.</returns>
    public async Task<int> ForgetAsync(IReadOnlySet<PersonRef> bound, CancellationToken cancel)
    {
        await _oneWriter.WaitAsync(cancel);
        try
        {
            await using var db = new PeopleDb(_options);
            var now = _time.GetUtcNow().UtcTicks;
            _asked.Clear();
            var over = (await db.People.Where(p => p.KeepUntil < now).Select(p => p.Ref).ToListAsync(cancel)).Where(p => !bound.Contains(new(p)));
            var people = 0;
            foreach (var some in over.Chunk(DeletedAtOnce)) people += await db.People.Where(p => some.Contains(p.Ref)).ExecuteDeleteAsync(cancel);
            return people + await db.Notes.Where(n => n.KeepUntil < now).ExecuteDeleteAsync(cancel);
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    /// <summary>The family name stays, each other sign becomes one star: "王**".</summary>
    public static string Mask(string name)
    {
        var signs = name.EnumerateRunes().ToArray();
        return signs.Length == 0 ? "" : signs[0] + new string('*', Math.Max(1, signs.Length - 1));
    }

    /// <summary>The first and the last signs stay: "138****5678".</summary>
    private static string Tail(string text, int first, int last) =>
        text.Length <= first + last ? new('*', text.Length) : text[..first] + new string('*', text.Length - first - last) + text[^last..];

    private byte[] HashOf(string idNumber) => HMACSHA256.HashData(_hashKey, Encoding.UTF8.GetBytes(idNumber.ToUpperInvariant()));

    private Person PersonOf(PersonRow row) => JsonSerializer.Deserialize<Person>(Decrypt(row.Data))!;

    private byte[] Encrypt(byte[] text)
    {
        var data = new byte[28 + text.Length];
        RandomNumberGenerator.Fill(data.AsSpan(0, 12));
        using var aes = new AesGcm(_dataKey, 16);
        aes.Encrypt(data.AsSpan(0, 12), text, data.AsSpan(28), data.AsSpan(12, 16));
        return data;
    }

    private byte[] Decrypt(byte[] data)
    {
        var text = new byte[data.Length - 28];
        using var aes = new AesGcm(_dataKey, 16);
        aes.Decrypt(data.AsSpan(0, 12), data.AsSpan(28), data.AsSpan(12, 16), text);
        return text;
    }
}
