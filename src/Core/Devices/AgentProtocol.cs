namespace TidalHall.Core.Devices;

/// <summary>An agent names itself and what it carries.</summary>
/// <param name="Protocol">The wire's version, <see cref="AgentProtocol.Version"/>.</param>
public sealed record AgentHello(int Protocol, string AgentVersion, DeviceHealth[] Devices);

/// <param name="Accepted">False: the versions do not fit, or the hub knows no such device; <paramref name="Reason"/> says so.</param>
public sealed record AgentWelcome(bool Accepted, int Protocol, string? Reason = null);

/// <summary>Names both sides of the agents' SignalR hub use.</summary>
public static class AgentProtocol
{
    /// <remarks>2: a job's paper is a sheet with its layout.</remarks>
    public const int Version = 2;
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
    /// <summary>What the hub must take in one message: a picture in Base64 and some room around it.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    // Hub to agent.
    /// <summary><c>void Print(PrintJob)</c>: may come again; done once.</summary>
    public const string Print = nameof(Print);
    /// <summary><c>void PresentCard(CardRead)</c>: a simulated reader is shown a card; real readers refuse.</summary>
    public const string PresentCard = nameof(PresentCard);
}
