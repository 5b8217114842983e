using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Casework;

/// <summary>What an act needs to be told.</summary>
public sealed partial class CaseActForm
{
    private sealed class AskedLine(MaterialNeed need)
    {
        public MaterialNeed Need => need;
        public bool Asked { get; set; }
        public ShortfallKind Kind { get; set; }
        public string How { get; set; } = "";
    }

    private NoGround _ground;
    private SpecialStep _step;
    private ResultKind _result;
    private DeliveryWay _delivery;
    private ElsewhereAnswer _answer;
    private string _reason = "", _rightBody = "", _approver = "", _number = "", _idNumber = "", _carrier = "", _tracking = "", _foreign = "", _decided = "";
    private bool _asFile, _mandateSeen;
    private readonly AddressFields _post = new();
    private IReadOnlyList<FormFault> _faults = [];
    private IReadOnlyList<HallFileMistake> _mistakes = [];
    private AskedLine[] _asked = [];
    private MaterialLine[] _brought = [];

    [Parameter, EditorRequired] public required CaseAct Act { get; set; }
    [Parameter, EditorRequired] public required Case Case { get; set; }
    [Parameter, EditorRequired] public required ServiceItem? Item { get; set; }
    [Parameter, EditorRequired] public required HallPlan Plan { get; set; }
    [Parameter, EditorRequired] public required CaseWording W { get; set; }
    [Parameter, EditorRequired] public required DateOnly Today { get; set; }
    [Parameter] public EventCallback<GivenAct> OnGive { get; set; }

    private bool NeedsReason => Act is CaseAct.ReferToWindow or CaseAct.SetDroppedAside or CaseAct.NotAccept or CaseAct.Extend or CaseAct.Refuse or CaseAct.Return or CaseAct.Withdraw || (Act is CaseAct.TakeAnswer && _answer is ElsewhereAnswer.Refused);
    private bool IsPosted => Act is CaseAct.PostResult || (Act is CaseAct.SendElsewhere && !_asFile);
    /// <summary>After it nothing more can be done.</summary>
    private bool Ends => Act is CaseAct.NotAccept or CaseAct.Return or CaseAct.Withdraw or CaseAct.HandOver or CaseAct.PostResult;

    protected override void OnInitialized()
    {
        var needs = Item is null ? [] : Checklist.Of(Item);
        var awaited = ((Case.State as CaseState.CorrectionAsked)?.Lines.Select(l => l.Id) ?? []).Concat(Case.Tolerance?.Lacks ?? []).ToHashSet();
        (_asked, _brought) = ([.. needs.Select(n => new AskedLine(n) { Kind = Act is CaseAct.TellFiling ? ShortfallKind.NotInLegalForm : default })], [.. needs.Where(n => awaited.Contains(n.Id)).Select(n => new MaterialLine(n))]);
        _decided = PageWording.Day(Today);
        (_delivery, _step) = (Case.Delivery, Item?.Case?.Steps.FirstOrDefault()?.Step ?? default);
    }

    /// <summary>What is typed from a letter is letters, digits and few signs more.</summary>
    private IEnumerable<FormFault> Faults()
    {
        (string At, string Text)[] codes = Act switch
        {
            _ when IsPosted => [("carrier", _carrier), ("tracking", _tracking)],
            CaseAct.TakeAnswer => [("foreign", _foreign)],
            _ => [],
        };
        var wrong = codes.Where(c => !TextId.IsValid(c.Text.Trim())).Select(c => new FormFault(c.At, "CodeWrong"));
        if (Act is CaseAct.ChooseDelivery && Post is not null) return _post.Faults(applicant: null);
        return Act is CaseAct.TakeAnswer && _answer is not ElsewhereAnswer.NumberOnly && DecidedOn is null ? wrong.Append(new("decided", "DateNeeded")) : wrong;
    }

    /// <summary>As typed; null: nothing was, and it goes where it was to go before, or it does not go by post.</summary>
    private PostalAddress? Post => _delivery is not DeliveryWay.Post ? null : _post.Of(applicant: null) is var typed && Case.Post is not null && typed is { Recipient: "", Phone: "", Address: "" } ? null : typed;

    private DateOnly? DecidedOn => DateOnly.TryParseExact(_decided, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var on) ? on : null;

    /// <summary>A file of the other hall fills in what would be typed from its letter; nothing is sent by it.</summary>
    private void Take((string Name, string Text) file)
    {
        if (file.Text.Length == 0)
        {
            _mistakes = [];
            return;
        }
        var read = CaseFileReading.Answer(file.Text, file.Name, Case, Today);
        (_mistakes, _faults) = (read.Mistakes, []);
        if (read.File is not { } answer) return;
        _answer = answer.Answer switch { CaseAnswer.Granted => ElsewhereAnswer.Granted, CaseAnswer.Refused => ElsewhereAnswer.Refused, _ => ElsewhereAnswer.NumberOnly };
        (_foreign, _decided, _reason) = (answer.Number.Value, PageWording.Day(answer.On), answer.Reasons ?? "");
    }

    private Task GiveAsync()
    {
        _faults = [.. Faults()];
        return _faults.Count > 0 ? Task.CompletedTask : OnGive.InvokeAsync(new(Act)
        {
            Reason = _reason, Ground = _ground, RightBody = _rightBody, Step = _step, Approver = _approver, Result = _result, ResultNumber = _number, IdNumber = _idNumber, Delivery = _delivery, Post = Act is CaseAct.ChooseDelivery ? Post : null,
            AsFile = _asFile, MandateSeen = _mandateSeen, Carrier = _carrier, Tracking = _tracking, ForeignNumber = _foreign, Answer = _answer, DecidedOn = _answer is ElsewhereAnswer.NumberOnly ? null : DecidedOn,
            Lines = [.. _asked.Where(a => a.Asked).Select(a => new Shortfall(a.Need.Id, a.Kind))], Hows = _asked.Where(a => a.Asked && a.How.Trim().Length > 0).ToDictionary(a => a.Need.Id, a => a.How), Materials = [.. _brought.Select(l => l.Handed).OfType<HandedMaterial>()],
        });
    }
}
