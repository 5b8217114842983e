using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>One thing a device is asked to do. Meaning only; the agent makes bytes of it.</summary>
/// <param name="Job">Scoped to the hub; the same id is never done twice.</param>
/// <param name="Deadline">After this instant it is not begun any more.</param>
public sealed record PrintJob(Guid Job, DeviceId Device, DateTimeOffset Deadline, TicketPaper Paper);

/// <summary>What stands on a ticket's paper, in print order; texts are ready in the citizen's language.</summary>
/// <remarks>Version 1 of the wire form. New fields get a default.</remarks>
public sealed record TicketPaper
{
    public required string HallName { get; init; }
    /// <summary>"A012", printed largest.</summary>
    public required string Number { get; init; }
    public required string Matter { get; init; }
    /// <summary>"绿色通道" or null.</summary>
    public string? ClassMark { get; init; }
    /// <summary>"补打", a reprint, or null.</summary>
    public string? ReprintMark { get; init; }
    /// <summary>Name and value in two columns: windows, people ahead, expected wait, time taken.</summary>
    public required PaperRow[] Rows { get; init; }
    /// <summary>Sentences below: the passed-number rule, that others may be called before.</summary>
    public required string[] Notes { get; init; }
    /// <summary>ASCII; the address to follow the ticket by phone.</summary>
    public required string QrContent { get; init; }
    public required string QrCaption { get; init; }
}

public sealed record PaperRow(string Name, string Value);

/// <summary>What became of a job. <see cref="Unknown"/> is a state of its own: bytes had left, no answer proved it.</summary>
public enum JobOutcome { Done, Failed, Unknown, Expired }

/// <param name="Reason">A <see cref="DeviceFault"/> name or null.</param>
public sealed record JobResult(Guid Job, DeviceId Device, JobOutcome Outcome, DeviceFault? Fault = null);

public enum DeviceFault { PaperOut, CoverOpen, CutterJam, PrinterError, Unreachable, NoAnswer, NoSuchDevice }

/// <summary>How a device is; told when it changes.</summary>
public enum DeviceState { Unknown, Ready, NearEnd, Faulty, Offline }

public sealed record DeviceHealth(DeviceId Device, DeviceState State, DeviceFault? Fault = null);

/// <summary>A card was read: the agent's event to the hub; never journalled, never logged.</summary>
public sealed record CardRead(DeviceId Device, string Number, string Name)
{
    /// <summary>Masked, so that no log ever holds the card.</summary>
    public override string ToString() => $"CardRead {{ {Device} }}";
}

/// <summary>An agent names itself and what it carries.</summary>
/// <param name="Protocol">The wire's version, <see cref="AgentProtocol.Version"/>.</param>
public sealed record AgentHello(int Protocol, string AgentVersion, DeviceHealth[] Devices);

/// <param name="Accepted">False: the versions do not fit, or the hub knows no such device; <paramref name="Reason"/> says so.</param>
public sealed record AgentWelcome(bool Accepted, int Protocol, string? Reason = null);

/// <summary>Names both sides of the agents' SignalR hub use.</summary>
public static class AgentProtocol
{
    public const int Version = 1;
    /// <summary>Where agents connect; their key travels as a bearer token.</summary>
    public const string Path = "/hubs/agents";

    // Agent to hub.
    /// <summary><c>AgentWelcome Hello(AgentHello)</c>: first thing on every connect.</summary>
    public const string Hello = nameof(Hello);
    /// <summary><c>void ReportJob(JobResult)</c>: resent until it returns.</summary>
    public const string ReportJob = nameof(ReportJob);
    /// <summary><c>void ReportHealth(DeviceHealth)</c>.</summary>
    public const string ReportHealth = nameof(ReportHealth);
    /// <summary><c>void ReportCard(CardRead)</c>.</summary>
    public const string ReportCard = nameof(ReportCard);
    /// <summary><c>void ReportPicture(DeviceId, byte[] png)</c>: a simulated printer's last paper, at most <see cref="MaxPictureBytes"/>.</summary>
    public const string ReportPicture = nameof(ReportPicture);
    public const int MaxPictureBytes = 512 * 1024;

    // Hub to agent.
    /// <summary><c>void Print(PrintJob)</c>: may come again; done once.</summary>
    public const string Print = nameof(Print);
    /// <summary><c>void PresentCard(CardRead)</c>: a simulated reader is shown a card; real readers refuse.</summary>
    public const string PresentCard = nameof(PresentCard);
}
