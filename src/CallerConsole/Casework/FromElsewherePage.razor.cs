using System.Data.Common;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Cases;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.CallerConsole.Casework;

/// <summary>Takes in a case that another area's hall has sent as a file; who it names goes from the file into the vault.</summary>
[Authorize(Policy = Policies.Desk)]
[Surface(CasePages.Surface, Interactive = true, Styles = [CasePages.MudStyle, CasePages.Style], Scripts = [CasePages.MudScript])]
public sealed partial class FromElsewherePage
{
    private (string Name, string Text) _chosen = ("", "");
    private string _item = "";
    private CaseFile? _file;
    private IReadOnlyList<HallFileMistake> _mistakes = [];
    private Refusal? _vault;
    private Case? _made;
    private Origin? _sent;
    private bool _underway;

    private ItemId? Chosen => TextId.TryParse<ItemId>(_item, out var id) ? id : null;
    private ServiceItem? Found => _file is { } file ? CaseFileReading.Item(View.Map, file, Chosen) : null;
    private EventCallback Retry => Orders.Unsettled is null ? default : EventCallback.Factory.Create(this, RetryAsync);

    private void Take((string Name, string Text) file)
    {
        _chosen = file;
        Read();
    }

    private void Choose(string? item)
    {
        _item = item ?? "";
        Read();
    }

    /// <summary>Anew with each item: its list says which papers the file may name.</summary>
    private void Read()
    {
        Orders.Forget();
        _vault = null;
        (_file, _mistakes) = (null, []);
        if (_chosen.Text.Length > 0) (_file, _mistakes) = CaseFileReading.Case(_chosen.Text, _chosen.Name, View.Map, Chosen, Today);
    }

    /// <summary>What this hall wants besides: its department asks for it, once.</summary>
    private string Lacks(ServiceItem item, CaseFile file) =>
        string.Join(W["Comma"], Checklist.Of(item).Where(n => !n.Shared && CaseFileReading.Papers(file, item).All(p => p.Id != n.Id)).Select(n => W.Of(n.Name)));

    private async Task TakeInAsync()
    {
        if (_underway || _file is not { } file || Found is not { } item) return;
        Orders.Forget();
        (_vault, _underway) = (null, true);
        try
        {
            var applicant = await KnownAsync(file.Applicant!);
            var who = CaseFileReading.ApplicantOf(file, applicant, file.Guardian is { } guardian ? await KnownAsync(guardian) : null);
            PersonRef? agent = file.Agent is { } acts ? await KnownAsync(acts) : null;
            _sent = CaseFileReading.OriginOf(file);
            var command = new TakeInFromElsewhere(_sent, item.Id, who, CaseFileReading.Papers(file, item), agent);
            Show(await Orders.SendAsync(null, _ => command, Place, Leaving));
        }
        catch (Exception e) when (e is DbException or IOException or InvalidOperationException)
        {
            _vault = Refusal.Because(RefusalCode.NotDurable);
        }
        finally
        {
            _underway = false;
        }
    }

    /// <summary>An item that this hall calls otherwise is chosen below: its hundreds of codes help nobody.</summary>
    private string? Say(HallFileMistake mistake) => mistake is { Place: "item", Code: HallFileMistakeCode.ValueNotAllowed } ? W["ItemNotHere", mistake.Arguments[0]] : null;

    private Task<PersonRef> KnownAsync(DisclosedPerson person) => People.RememberApplicantAsync(person.IdNumber.ToUpperInvariant(), person.Name.Trim(), person.Phone, Leaving);

    private async Task RetryAsync() => Show(await Orders.RetryAsync(Leaving));

    private void Show(HallView? view)
    {
        if (view is null) return;
        Ahead(view);
        if (Orders.Refusal is null && _sent is { } origin) _made = view.Cases.All.FirstOrDefault(c => c.Origin == origin);
    }
}
