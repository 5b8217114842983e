using System.Data.Common;
using System.Text;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using TidalHall.Core.History;
using TidalHall.Core.Planning;
using TidalHall.Simulation.Planning;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Staffing;

/// <summary>How many windows of each category tomorrow needs, by half-hour: by formula, then tried on simulated days and mended.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class StaffingPage
{
    private const long MostUploaded = 512 * 1024;
    private const ulong Seed = 7;
    private const int JournalPage = 5_000;

    private DayOfWeek _day;
    private LoadSource _source;
    private double _share = WaitTarget.Usual.Share * 100, _minutes = WaitTarget.Usual.Minutes, _percent = 100;
    private IReadOnlyList<RecordedDay> _days = [];
    private (string Name, IReadOnlyList<Case> Cases)? _uploaded;
    private string[] _wrong = [];
    private CancellationTokenSource? _running;
    private Task _work = Task.CompletedTask;
    private StaffPlan? _tried, _plan;
    private bool _stopped;

    [Inject] private ExampleCaseload Example { get; set; } = default!;

    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private DateOnly Tomorrow => View.Map.DayOf(Time.GetUtcNow()).AddDays(1);
    /// <summary>From tomorrow on.</summary>
    private IEnumerable<DayOfWeek> Week => Enumerable.Range(0, 7).Select(n => Tomorrow.AddDays(n).DayOfWeek);
    private DateOnly Date => Enumerable.Range(0, 7).Select(n => Tomorrow.AddDays(n)).First(d => d.DayOfWeek == _day);

    private IEnumerable<LoadSource> Sources => Enum.GetValues<LoadSource>().Where(s => s switch
    {
        LoadSource.Journal => _days.Count > 0,
        LoadSource.Upload => _uploaded is not null,
        _ => Example.Name is not null,
    });

    private string Explained => _source switch
    {
        LoadSource.Upload when _uploaded is { } given => T["FromUpload", given.Name],
        LoadSource.Journal when _days.Count > 0 => T["FromJournal", _days.Count, _days[0].Date.ToString("yyyy-MM-dd", Culture), _days[^1].Date.ToString("yyyy-MM-dd", Culture)],
        _ => Example.Name is { } name ? T["FromExample", name] : T["FromNothing", Caseload.Header],
    };

    protected override async Task OnInitializedAsync()
    {
        _day = Tomorrow.DayOfWeek;
        _source = LoadSource.Example;
        try
        {
            _days = [.. (await ReadDaysAsync()).Where(d => d.IsOver && d.Waits.Count > 0)];
            if (_days.Count > 0) _source = LoadSource.Journal;
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception e) when (e is IOException or DbException)
        {
            _wrong = [T["NoHistory"]];
        }
    }

    private async Task<IReadOnlyList<RecordedDay>> ReadDaysAsync()
    {
        var (days, after) = (new RecordedDays(), 0L);
        while (await Hall.ReadJournalAsync(after, JournalPage, Leaving) is [.., var last] page)
        {
            foreach (var recorded in page) days.Take(recorded);
            after = last.Sequence;
        }
        return days.All;
    }

    private async Task UploadAsync(InputFileChangeEventArgs chosen)
    {
        _wrong = [];
        if (chosen.File.Size > MostUploaded)
        {
            _wrong = [T["TooLarge", chosen.File.Name, MostUploaded / 1024]];
            return;
        }
        using var reader = new StreamReader(chosen.File.OpenReadStream(MostUploaded, Leaving));
        var result = Caseload.Read(await reader.ReadToEndAsync(Leaving), chosen.File.Name, View.Plan);
        if (result.IsGood) (_uploaded, _source) = ((chosen.File.Name, result.Rows), LoadSource.Upload);
        else _wrong = [.. result.Mistakes.Take(20).Select(m => m.In(Culture))];
    }

    private Task PlanAsync()
    {
        var target = new WaitTarget(_share / 100, _minutes);
        var load = LoadOf();
        _wrong = !target.IsAllowed ? [T["TargetWrong"]] : _percent is < 10 or > 300 ? [T["FactorWrong"]] : load.Categories.Length == 0 ? [T["Shut", Culture.DateTimeFormat.GetDayName(_day)]] : [];
        if (_wrong.Length > 0 || _running is not null) return Task.CompletedTask;
        (_tried, _stopped) = (null, false);
        _running = CancellationTokenSource.CreateLinkedTokenSource(Leaving);
        return _work = RunAsync(load.Times(_percent / 100), target, _running.Token);
    }

    private DayLoad LoadOf() => _source switch
    {
        LoadSource.Journal => Forecast.Of(_days, View.Plan, Date),
        LoadSource.Upload when _uploaded is { } given => DayLoad.Of(View.Plan, _day, given.Cases, DayShape.Ordinary),
        _ => Example.Name is { } name && Caseload.Read(Example.Text, name, View.Plan) is { IsGood: true } example ? DayLoad.Of(View.Plan, _day, example.Rows, DayShape.Ordinary) : new(default, []),
    };

    private async Task RunAsync(DayLoad load, WaitTarget target, CancellationToken cancel)
    {
        try
        {
            // Off the circuit: it simulates for seconds.
            var progress = new Progress<StaffPlan>(tried =>
            {
                _tried = tried;
                StateHasChanged();
            });
            _plan = await Task.Run(() => StaffPlan.Of(View.Map, load, target, Seed, ((IProgress<StaffPlan>)progress).Report, cancel), cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            _stopped = true;
        }
        finally
        {
            _running?.Dispose();
            _running = null;
        }
    }

    private Task StopAsync() => _running?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>With the mark that makes spreadsheets read it as UTF-8.</summary>
    private static string DownloadOf(StaffPlan plan) => "data:text/csv;charset=utf-8;base64," + Convert.ToBase64String([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(StaffTable.Csv(plan))]);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _work;
    }
}
