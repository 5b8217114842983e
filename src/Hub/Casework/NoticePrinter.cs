using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Casework;

/// <summary>Prints the notice of a result that was put into a cabinet, where the desk that loads it has a printer: for whom no message reaches. The message stays the main way.</summary>
/// <remarks>Each once, and only of what is loaded while this process runs: a paper that may be out is not printed again by itself.</remarks>
internal sealed partial class NoticePrinter(IHalls halls, CasePapers papers, JobDesk jobs, SteadyTime time, ILogger<NoticePrinter> log) : BackgroundService
{
    private const int Page = 1_000;
    private long _after;

    public override Task StartAsync(CancellationToken cancel)
    {
        _after = halls.Default.View.Sequence;
        return base.StartAsync(cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var hall = halls.Default;
        try
        {
            await foreach (var view in hall.WatchNewestAsync(stopping))
                while (await hall.ReadJournalAsync(_after, Page, stopping) is [.., var last] page)
                {
                    _after = last.Sequence;
                    await hall.ViewAtAsync(last.Sequence, stopping);
                    foreach (var loaded in page.Select(r => r.Event).OfType<ThingLoaded>())
                        if (view.Map.Cabinets.GetValueOrDefault(loaded.Cabinet)?.Printer is { } printer) await PrintAsync(loaded.Case, printer, stopping);
                }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task PrintAsync(CaseId of, DeviceId printer, CancellationToken cancel)
    {
        if (await papers.PickupNoticeAsync(of, "hub", cancel) is not { } sheet) return;
        var done = await jobs.DoAsync(new PrintJob(Guid.CreateVersion7(), printer, time.GetUtcNow() + CasePapers.Begin, sheet), cancel);
        if (done.Outcome is not JobOutcome.Done) LogNotPrinted(log, printer, done.Outcome, done.Fault);
    }

    [LoggerMessage(1130, LogLevel.Warning, "A pickup notice did not come out of {Printer}: {Outcome} {Fault}. Its applicant is told by message all the same.")]
    private static partial void LogNotPrinted(ILogger log, DeviceId printer, JobOutcome outcome, DeviceFault? fault);
}
