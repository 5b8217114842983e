using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A job is done once, and its outcome is told until the hub has it, whatever crashes between.</summary>
public sealed class OutboxSpecs
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox").FullName;
    private readonly PrintJob _job = new(Guid.NewGuid(), new("printer-1"), DateTimeOffset.MaxValue, Sample.Ticket);

    [Fact]
    public void A_job_begins_once_after_a_restart_too()
    {
        Assert.True(Open().TryBegin(_job));
        Assert.False(Open().TryBegin(_job));
    }

    [Fact]
    public void A_job_that_was_begun_before_a_crash_is_unknown()
    {
        Open().TryBegin(_job);
        Assert.Equal(JobOutcome.Unknown, Assert.Single(Untold(Open())).Outcome);
    }

    [Fact]
    public void An_outcome_is_told_until_the_hub_has_it()
    {
        var outbox = Open();
        outbox.TryBegin(_job);
        var done = new JobResult(_job.Job, _job.Device, JobOutcome.Done);
        outbox.Finish(done);
        Assert.Equal([done], Untold(Open()));
        outbox.Taken(done);
        Assert.Empty(Untold(Open()));
        Assert.False(Open().TryBegin(_job));
    }

    [Fact]
    public void A_report_cut_off_in_mid_write_does_not_stop_the_agent()
    {
        File.WriteAllText(Path.Combine(_folder, $"{Guid.NewGuid():N}.json"), "{\"Result\":");
        Assert.Empty(Untold(Open()));
    }

    private static IReadOnlyList<JobResult> Untold(Outbox outbox) => outbox.Untold(new HashSet<Guid>());
    private Outbox Open() => new(_folder, TimeProvider.System);
}
