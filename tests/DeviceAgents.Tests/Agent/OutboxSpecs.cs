using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A job is done once, and its outcome is told until the hub has it, whatever crashes between.</summary>
public sealed class OutboxSpecs
{
    private readonly string _folder = Directory.CreateTempSubdirectory("outbox").FullName;
    private readonly PrintJob _job = new(Guid.NewGuid(), new("printer-1"), DateTimeOffset.MaxValue, Sample.Sheet);

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
    public void A_job_that_comes_again_is_told_again()
    {
        var outbox = Open();
        Assert.False(outbox.TellsAgain(_job.Job));
        outbox.TryBegin(_job);
        var done = new JobResult(_job.Job, _job.Device, JobOutcome.Done);
        outbox.Finish(done);
        outbox.Taken(done);
        Assert.True(outbox.TellsAgain(_job.Job));
        Assert.Equal([done], Untold(outbox));
    }

    [Fact]
    public void What_the_hub_has_is_forgotten_after_two_days_and_what_it_has_not_never()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var outbox = new Outbox(_folder, time);
        var (taken, untold) = (_job, _job with { Job = Guid.NewGuid() });
        outbox.TryBegin(taken);
        outbox.TryBegin(untold);
        var done = new JobResult(taken.Job, taken.Device, JobOutcome.Done);
        outbox.Finish(done);
        outbox.Taken(done);
        time.Advance(TimeSpan.FromDays(3));
        Assert.Equal(untold.Job, Assert.Single(Untold(new Outbox(_folder, time))).Job);
        Assert.Single(Directory.GetFiles(_folder));
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
