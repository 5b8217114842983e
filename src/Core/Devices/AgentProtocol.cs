namespace TidalHall.Core.Devices;

/// <summary>An agent names itself and what it carries.</summary>
/// <param name="Protocol">The wire's version, <see cref="AgentProtocol.Version"/>.</param>
/// <param name="Instance">The same as long as its data folder is the same; tells an agent that comes back from a second one with its key.</param>
public sealed record AgentHello(int Protocol, string AgentVersion, DeviceHealth[] Devices, Guid Instance = default, DeviceDetail[]? Details = null);

/// <param name="Accepted">False: the versions do not fit, the hub knows no such device, or another agent has this key; <paramref name="Reason"/> says so.</param>
public sealed record AgentWelcome(bool Accepted, int Protocol, string? Reason = null);

/// <summary>Names both sides of the agents' SignalR hub use.</summary>
public static class AgentProtocol
{
    /// <remarks>2: jobs and events are closed families, a paper is a sheet with its layout.</remarks>
    public const int Version = 2;
    /// <summary>Where agents connect; their key travels as a bearer token.</summary>
    public const string Path = "/hubs/agents";
    /// <summary>How often an agent says that it lives; three missed and it counts as gone.</summary>
    public static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);
    /// <summary>How long either side waits for a sign of the other.</summary>
    public static readonly TimeSpan SilentFor = 3 * BeatEvery;

    // Agent to hub.
    /// <summary><c>AgentWelcome Hello(AgentHello)</c>: first thing on every connect.</summary>
    public const string Hello = nameof(Hello);
    /// <summary><c>void Beat()</c>: the agent's loop turns; unanswered, it connects anew.</summary>
    public const string Beat = nameof(Beat);
    /// <summary><c>void ReportJob(JobResult)</c>: resent until it returns.</summary>
    public const string ReportJob = nameof(ReportJob);
    /// <summary><c>void ReportNews(DeviceNews)</c>: resent until it returns, if <see cref="DeviceEvent.IsKept"/>.</summary>
    public const string ReportNews = nameof(ReportNews);
    /// <summary><c>void ReportHealth(DeviceHealth)</c>.</summary>
    public const string ReportHealth = nameof(ReportHealth);
    /// <summary><c>void ReportDetail(DeviceDetail)</c>.</summary>
    public const string ReportDetail = nameof(ReportDetail);
    /// <summary><c>void ReportCard(CardRead)</c>.</summary>
    public const string ReportCard = nameof(ReportCard);
    /// <summary><c>void ReportPicture(DeviceId, byte[] png)</c>: a simulated printer's last paper, at most <see cref="MaxPictureBytes"/>.</summary>
    public const string ReportPicture = nameof(ReportPicture);
    /// <summary><c>void ReportDoors(DoorsChanged)</c>: as they stand, for a hub that was told of none yet.</summary>
    public const string ReportDoors = nameof(ReportDoors);
    /// <summary><c>void ReportPasses(PlaceId, PassUse[])</c>: what a cabinet gave out while the hub was away; resent until it returns.</summary>
    public const string ReportPasses = nameof(ReportPasses);
    public const int MaxPictureBytes = 512 * 1024;
    /// <summary>What the hub must take in one message: a picture in Base64 and some room around it.</summary>
    public const int MaxMessageBytes = 1024 * 1024;

    // Hub to agent.
    /// <summary><c>void Do(JobOrder)</c>: may come again; done once.</summary>
    public const string Do = nameof(Do);
    /// <summary><c>void PresentCard(CardRead)</c>: a simulated reader is shown a card; real readers refuse.</summary>
    public const string PresentCard = nameof(PresentCard);
    /// <summary><c>void Play(DeviceId, string order)</c>: a simulated device does what a hand would, "shut 3"; real ones do nothing.</summary>
    public const string Play = nameof(Play);
    /// <summary><c>void TakePasses(PassDelivery)</c>: what a cabinet may give out while the hub is away.</summary>
    public const string TakePasses = nameof(TakePasses);
    /// <summary><c>void Trace(DeviceId, bool on)</c>: begins or ends keeping what goes over a device's line.</summary>
    public const string Trace = nameof(Trace);
    /// <summary><c>DeviceTrace ReadTrace(DeviceId)</c>.</summary>
    public const string ReadTrace = nameof(ReadTrace);

    /// <summary>Which side is the older one, and what to do; null: they fit.</summary>
    public static string? Misfit(int hub, int agent) => hub.CompareTo(agent) switch
    {
        0 => null,
        < 0 => $"This agent speaks protocol {agent}, newer than the hub's {hub}. Update the hub.",
        > 0 => $"This agent speaks protocol {agent}, older than the hub's {hub}. Update the agent.",
    };
}
