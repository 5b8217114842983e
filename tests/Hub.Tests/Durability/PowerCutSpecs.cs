using System.Globalization;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>The power is cut under load. The long form: <c>TIDALHALL_POWER_CUTS=20</c>.</summary>
/// <remarks>A kill leaves the page cache alive and proves nothing about the disk; this does, and proves that it can see a loss.</remarks>
public sealed class PowerCutSpecs(ITestOutputHelper output)
{
    private const int AnswersARound = 1000;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly Random _random = new();

    [Fact]
    public async Task Whatever_was_answered_is_in_the_journal_after_a_power_cut()
    {
        var cuts = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_POWER_CUTS") ?? "2", CultureInfo.InvariantCulture);
        using var disk = LoopDisk.Make(400);
        var (data, hall) = Prepare(disk);
        var ledger = new Ledger();
        for (var cut = 0; cut < cuts; cut++)
        {
            await RunUntilCutAsync(disk, data, hall, "TidalHall.Hub.dll", ledger, async address =>
            {
                ledger.HoldAgainst(Path.Combine(data, "journal.db"), hall.Hall);
                await ledger.AskAgainAsync(address, _random, Cancel);
            });
        }
        await using var last = HubProcess.Begin(data, more: ["--hall", hall.Path]);
        await last.ListensAsync(Cancel);
        ledger.HoldAgainst(Path.Combine(data, "journal.db"), hall.Hall);
        output.WriteLine($"{ledger.Answered} answered commands over {cuts} power cuts, none lost");
    }

    [Fact]
    public async Task A_journal_that_does_not_wait_for_the_disk_loses_answers_and_this_is_seen()
    {
        using var disk = LoopDisk.Make(400);
        var (data, hall) = Prepare(disk);
        var lost = 0;
        for (var cut = 0; cut < 4 && lost == 0; cut++)
        {
            var ledger = new Ledger();
            await RunUntilCutAsync(disk, data, hall, "TidalHall.LaxHub.dll", ledger, _ => Task.CompletedTask);
            await using (var after = HubProcess.Begin(data, more: ["--hall", hall.Path])) await after.ListensAsync(Cancel);
            lost = ledger.LostFrom(Path.Combine(data, "journal.db"), hall.Hall).Count;
            output.WriteLine($"{lost} of {ledger.Answered} answered commands lost without waiting for the disk");
        }
        Assert.True(lost > 0, "Nothing was lost with synchronous=NORMAL: the cut is no cut, and the other test proves nothing.");
    }

    private static (string Data, LoadedHallFile Hall) Prepare(LoopDisk disk)
    {
        var data = Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName;
        // Beside the image, not on it: what people wrote is not what is tested.
        return (data, LoadedHallFile.WriteTo(Path.GetDirectoryName(disk.Path)!));
    }

    private async Task RunUntilCutAsync(LoopDisk disk, string data, LoadedHallFile hall, string program, Ledger ledger, Func<Uri, Task> begun)
    {
        await using var hub = HubProcess.Begin(data, program, more: ["--hall", hall.Path]);
        var address = await hub.ListensAsync(Cancel);
        await begun(address);
        var senders = new Senders(address, hall.Items, hall.Windows);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var running = senders.RunAsync(stop.Token);
        await senders.ReachedAsync(AnswersARound, Cancel);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(300)), Cancel);
        // A processor without power runs no more either. One that does may be told of a sync that the cut has overtaken.
        await hub.FreezeAsync();
        disk.CutPower();
        await hub.KillAsync();
        await running;
        disk.Remount();
        ledger.Add(senders);
    }
}
