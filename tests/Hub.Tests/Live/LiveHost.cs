using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Display;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Live;
using TidalHall.Hub.Voice;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Tests.Live;

/// <summary>A hub of live pages and voice over one small hall: a real Kestrel, a real journal in a folder of its own.</summary>
internal sealed class LiveHost : IAsyncDisposable
{
    public static readonly WindowId W1 = new("w1");
    private static readonly ItemId Passport = new("passport");
    private static readonly Actor Clerk = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);

    private readonly WebApplication _app;
    private readonly HallWriter _hall;

    private LiveHost(WebApplication app, HallWriter hall, CountedPage page) => (_app, _hall, Page) = (app, hall, page);

    public IHall Hall => _hall;
    public Uri Address => new(_app.Urls.First());
    public CountedPage Page { get; }
    public DrawnPages Drawn => _app.Services.GetRequiredService<DrawnPages>();
    public IReadOnlyList<VoiceEntry> Voice => _app.Services.GetRequiredService<HallVoices>().LogOf(_hall.Id)!;

    public static async Task<LiveHost> StartAsync(DirectoryInfo data, SaySentence? say = null, int port = 0, TimeProvider? hallTime = null, TimeProvider? time = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").UseSockets(sockets => sockets.CreateBoundListenSocket = at =>
        {
            // What the system takes for a page that does not read: else megabytes.
            var listens = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
            listens.SendBufferSize = 16 * 1024;
            return listens;
        });
        builder.Logging.ClearProviders();
        var hall = new HallWriter(Plan, "one", Path.Combine(data.FullName, "journal.db"), hallTime ?? TimeProvider.System, LoggerFactory.Create(_ => { }).CreateLogger<HallWriter>());
        var page = new CountedPage();
        builder.Services.AddSingleton<IHalls>(new OneHall(hall)).AddSingleton<ILivePage>(page).AddSingleton(time ?? TimeProvider.System).AddSingleton(DataFolder.OpenShared(data.FullName))
            .AddSingleton<SteadyTime>().AddSingleton<DeviceDesk>().AddSingleton<JobDesk>().AddDisplay().AddLive().AddVoice().AddSingleton(new SoundShelf(say ?? ((sentence, _) => Task.FromResult<Wave?>(Wave.Silence(8000, sentence.Length)))));
        var app = builder.Build();
        app.MapLive();
        app.MapVoice();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, hall, page);
    }

    public Task<Answer> DoAsync(HallCommand command) => _hall.SendAsync(new(Guid.CreateVersion7(), Clerk, command), TestContext.Current.CancellationToken);

    public async Task<long> TakeAsync()
    {
        var answer = await _hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("kiosk-1"), new TakeTicket(Passport)), TestContext.Current.CancellationToken);
        Assert.Null(answer.Refusal);
        return answer.Sequence;
    }

    public async Task<long> CallAsync()
    {
        await DoAsync(new OpenWindow(W1));
        await TakeAsync();
        return (await DoAsync(new CallNext(W1))).Sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _hall.DisposeAsync();
    }

    private sealed class OneHall(IHall hall) : IHalls
    {
        public IHall Default => hall;
        public IHall? Find(HallId id) => id == hall.Id ? hall : null;
    }

    private static HallPlan Plan => new()
    {
        Id = new("small"), Name = new("小厅"), Kind = HallKind.CountyCentre, TimeZone = "Asia/Shanghai", ItemsFile = "small.items.json",
        Themes = [new(new("all"), new("全部"), "all")],
        Categories = [new(new("intake"), CategoryKind.UnifiedIntake, new("综合受理"), "A", 20, "#1e66f5")],
        Zones = [new(new("a"), new("A 区"))],
        Windows = [new() { Id = W1, Number = 1, Category = new("intake"), Zone = new("a") }],
        Displays = [new(new("zone-a"), new("A 区屏"), [new("a")]), new(new("silent"), new("无声屏"), [new("a")], Speaks: false)],
        Items = [new() { Id = Passport, Name = new("护照"), Department = "局", Theme = new("all"), Category = new("intake"), Minutes = 10 }],
    };
}
