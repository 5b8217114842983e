using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Api;
using TidalHall.Hub.Halls;
using TidalHall.Hub.People;
using TidalHall.Hub.Pickup;
using TidalHall.Hub.SignIn;
using TidalHall.Journal;
using TidalHall.Journal.People;

namespace TidalHall.Hub.Doctoring;

/// <summary>Looks over a data folder, beside a running hub too, and changes nothing in it.</summary>
internal static class DataDoctor
{
    private const string Journal = "journal.db";
    private const string PutBack = "Stop the hub, keep a copy of the folder as it is, and put the newest backup back: restore FOLDER.";
    private const int FaultsTold = 5, Page = 5_000;
    private const long LittleRoom = 1L << 30;

    // For their owner's eyes alone; accounts hold password hashes.
    private static readonly string[] Secrets = [PeopleSetup.KeyFile, PickupCodes.KeyFile, ApiKey.FileName, AgentKeys.FileName, AccountsDb.FileName, DemoAccounts.FileName];

    /// <exception cref="StartRefused">The folder is no data folder.</exception>
    public static IEnumerable<Finding> Look(string data)
    {
        var journal = Path.Combine(data, Journal);
        if (!File.Exists(journal)) throw new StartRefused($"{data}: has no {Journal}, so it is no hub's data folder. Give one with --data.");
        return [.. Directory.GetFiles(data, "*.db").Order(StringComparer.Ordinal).SelectMany(OfDatabase), .. OfKeyFiles(data), .. OfSecrets(data), .. OfRoom(data)];
    }

    private static IReadOnlyList<Finding> OfDatabase(string file)
    {
        try
        {
            IReadOnlyList<Finding> found = [.. OfFile(file)];
            if (found.Any(f => f.Kind is FindingKind.Wrong)) return found;
            return Path.GetFileName(file) switch
            {
                Journal => [.. found, .. OfHalls(file)],
                PeopleSetup.VaultFile => [.. found, OfKey(file)],
                _ => found,
            };
        }
        catch (SqliteException e)
        {
            return [Finding.Wrong($"{Path.GetFileName(file)}: cannot be read ({e.Message}).", $"Look as the user the hub runs as. If it cannot be read even so: {PutBack}")];
        }
    }

    private static IEnumerable<Finding> OfFile(string file)
    {
        using var look = new FileLook(file);
        var (name, mode, faults) = (Path.GetFileName(file), look.Mode, look.Faults(FaultsTold));
        if (name is Journal && look.Sqlite < FileLook.OldestSafe) yield return Finding.Wrong($"SQLite {look.Sqlite} is older than {FileLook.OldestSafe} and can lose pages.", "Put the program back as it was shipped: its SQLite was replaced.");
        if (faults is [var first, ..]) yield return Finding.Wrong($"{name}: SQLite finds it damaged: {first}", PutBack);
        // The hub makes it so at its next start, and reads back that it waits for the disk; until then somebody else has had the file.
        else if (mode is not "wal") yield return Finding.Note($"{name}: whole, but its journal mode is \"{mode}\", not \"wal\": another program had it open. The hub sets it at its next start.");
        else yield return Finding.Good($"{name}: whole, written ahead (SQLite {look.Sqlite})");
    }

    private static IEnumerable<Finding> OfHalls(string journal)
    {
        using var look = new FileLook(journal);
        if (look.Halls() is not { Count: > 0 } halls)
        {
            yield return Finding.Note($"{Journal}: has no event yet; the first start makes it.");
            yield break;
        }
        foreach (var hall in halls)
        {
            yield return OfEvents(journal, hall);
            yield return OfSnapshot(look, journal, hall);
        }
    }

    private static Finding OfEvents(string journal, HallId hall)
    {
        var check = JournalCheck.Run(journal, hall);
        if (check.Gap is { } gap) return Finding.Wrong($"Hall \"{hall}\": before event {gap} at least one is missing.", PutBack);
        if (check.Broken is { } broken) return Finding.Wrong($"Hall \"{hall}\": event {broken} is not what was written: it does not fit the hash of the one before.", $"{PutBack} Somebody or something changed the file past the hub.");
        var (last, at) = (0L, DateTimeOffset.MinValue);
        try
        {
            using var reader = new JournalReader(journal, hall);
            for (var page = reader.ReadAfter(0, Page); page.Count > 0; page = reader.ReadAfter(last, Page)) (last, at) = (page[^1].Recorded.Sequence, page[^1].Recorded.At);
        }
        catch (JsonException e)
        {
            return Finding.Wrong($"Hall \"{hall}\": of the {Page} events after {last} one cannot be read by this program: {e.Message}", "Start the version that wrote it, or one that is newer.");
        }
        return Finding.Good(string.Create(CultureInfo.InvariantCulture, $"Hall \"{hall}\": {last} events without a gap, what each says as it was written, the last at {at:yyyy-MM-dd HH:mm:ss} UTC"));
    }

    private static Finding OfSnapshot(FileLook look, string journal, HallId hall)
    {
        var path = HallSnapshots.PathOf(journal, hall);
        var read = SnapshotFile.TryRead(path, HallSnapshot.Format, hall.Value, out var reason);
        if (read is var (head, _))
        {
            if (look.HashAt(hall, head.Sequence) is { } row && Convert.ToHexStringLower(row) == head.RowHash) return Finding.Good(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}: fits the journal at event {head.Sequence}"));
            reason = "the journal has another event there";
        }
        return Finding.Note(reason is null
            ? $"{Path.GetFileName(path)}: not there yet; a start reads the journal from its first event."
            : $"{Path.GetFileName(path)}: {reason}. The next start throws it away and reads the journal from its first event.");
    }

    private static Finding OfKey(string vault)
    {
        const string todo = $"Put back the one that belongs to {PeopleSetup.VaultFile}.";
        using var folder = DataFolder.OpenShared(Path.GetDirectoryName(vault)!);
        if (!File.Exists(folder.File(PeopleSetup.KeyFile))) return Finding.Wrong($"{PeopleSetup.KeyFile}: is not there, and {PeopleSetup.VaultFile} is nothing without it.", todo);
        try
        {
            return PeopleVault.IsKeyOf(vault, folder.Key(PeopleSetup.KeyFile)) ? Finding.Good($"{PeopleSetup.KeyFile}: opens {PeopleSetup.VaultFile}") : Finding.Wrong($"{PeopleSetup.KeyFile}: does not open {PeopleSetup.VaultFile}.", todo);
        }
        catch (StartRefused)
        {
            return Finding.Wrong($"{PeopleSetup.KeyFile}: is no key.", todo);
        }
    }

    private static IEnumerable<Finding> OfKeyFiles(string data)
    {
        using var folder = DataFolder.OpenShared(data);
        return [.. Unread(AgentKeys.FileName, () => AgentKeys.In(folder, TimeProvider.System)), .. File.Exists(folder.File(PickupCodes.KeyFile)) ? Unread(PickupCodes.KeyFile, () => PickupCodes.In(folder)) : []];
    }

    private static IReadOnlyList<Finding> Unread(string file, Action read)
    {
        try
        {
            read();
            return [];
        }
        catch (StartRefused e)
        {
            return [Finding.Wrong($"{file}: a hub does not start with it.", e.Message)];
        }
    }

    private static IEnumerable<Finding> OfSecrets(string data)
    {
        if (OperatingSystem.IsWindows()) yield break;
        const UnixFileMode others = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (var secret in Secrets.Select(s => Path.Combine(data, s)).Where(File.Exists))
            if ((File.GetUnixFileMode(secret) & others) != 0) yield return Finding.Wrong($"{Path.GetFileName(secret)}: others than its owner may read or write it.", $"chmod 600 {secret}, and make new keys if somebody may have read it.");
    }

    private static IEnumerable<Finding> OfRoom(string data)
    {
        var room = new DriveInfo(data).AvailableFreeSpace;
        var told = string.Create(CultureInfo.InvariantCulture, $"{room / (1 << 20):N0} MB are free on the disk of {data}");
        yield return room < LittleRoom ? Finding.Wrong($"Only {told}.", "Make room: on a full disk no ticket is issued.") : Finding.Good(told);
    }
}
