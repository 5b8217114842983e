using System.Data.Common;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Management.Periods;

/// <summary>Asks for a period and shows what the journal tells of it. The period is in the page's address, so that it can be kept and sent on.</summary>
public sealed partial class PeriodCount<TFigures> : IDisposable where TFigures : class
{
    private const int JournalPage = 2_000, MostDays = 366;

    private readonly CancellationTokenSource _leaving = new();
    private TFigures? _figures;
    private bool _isUnreadable;

    // Kept: a source that was disposed gives its token to nobody.
    private readonly CancellationToken _left;

    public PeriodCount() => _left = _leaving.Token;

    [Parameter, EditorRequired] public required IHall Hall { get; set; }
    [Parameter, EditorRequired] public required CultureInfo Culture { get; set; }
    /// <summary>The page's own address.</summary>
    [Parameter, EditorRequired] public required string Page { get; set; }
    /// <summary>The first day of the period as it stands in the address, "2026-03-01"; null: none is wanted yet.</summary>
    [Parameter, EditorRequired] public required string? From { get; set; }
    /// <summary>Its last, included.</summary>
    [Parameter, EditorRequired] public required string? To { get; set; }
    [Parameter, EditorRequired] public required Func<DateOnly, DateOnly, IPeriodCount<TFigures>> Begun { get; set; }
    /// <summary>The figures, each a <c>div</c> with <c>dt</c> and <c>dd</c>.</summary>
    [Parameter, EditorRequired] public required RenderFragment<TFigures> Shown { get; set; }
    /// <summary>Where the period's record is taken away as a file; null: nowhere.</summary>
    [Parameter] public string? Export { get; set; }
    /// <summary>What else can be done, before the form.</summary>
    [Parameter] public RenderFragment? Beside { get; set; }

    private Texts T => Texts.Of<ManagementTexts>(Culture);
    private DateOnly Today => Hall.View.Map.Date(Hall.Now);
    private DateOnly Begin => DayIn(From) ?? Today.AddDays(-30);
    private DateOnly End => DayIn(To) ?? Today;
    private bool IsPeriod => DayIn(From) is { } from && DayIn(To) is { } to && to >= from && to.DayNumber - from.DayNumber <= MostDays;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !IsPeriod || !RendererInfo.IsInteractive) return;
        try
        {
            _figures = await ReadAsync();
        }
        catch (Exception e) when (e is DbException or IOException)
        {
            _isUnreadable = true;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            // The page was left.
            return;
        }
        StateHasChanged();
    }

    private async Task<TFigures> ReadAsync()
    {
        var (count, after) = (Begun(Begin, End), 0L);
        while (await Hall.ReadJournalAsync(after, JournalPage, _left) is [.., var last] page)
        {
            foreach (var recorded in page) count.Take(recorded);
            after = last.Sequence;
        }
        return count.Figures;
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private static DateOnly? DayIn(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }
}
