using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

// In all of them "By" is the person for whom an integrator's system acts: separation of intake and decision is one of people, not of keys. Staff act as themselves.

// At the window
/// <summary>Takes material in, bound to the ticket at the window; several items are one matter, with one form and one set of material.</summary>
/// <param name="Tolerates">The day by which minor papers that lack are brought, promised in writing.</param>
/// <param name="Area">Of a case that another area's hall decides.</param>
/// <param name="Renews">The last day of what is to be renewed.</param>
/// <param name="Post">Where the result goes by post, in the vault; needed where that was chosen.</param>
/// <param name="Dropped">The receipt of papers that staff took out of a drop-box: received as of the day they were put in.</param>
public sealed record TakeIn(WindowId Window, ItemId[] Items, Applicant Applicant, HandedMaterial[] Materials, DeliveryWay Delivery = DeliveryWay.OnSpot,
    CaseAgent? Agent = null, DateOnly? Tolerates = null, AreaCode? Area = null, DateOnly? Renews = null, ClerkId? By = null, NoteRef? Post = null, TicketCode? Dropped = null) : WindowCommand(Window);
/// <summary>Takes nothing in and tells everything that is missing, once and in writing. What lacks is found by the checklist; the clerk adds what is in no legal form.</summary>
/// <param name="Dropped">The receipt of papers that staff took out of a drop-box.</param>
public sealed record TellMissing(WindowId Window, ItemId[] Items, Applicant Applicant, HandedMaterial[] Materials, Shortfall[]? Faults = null, ClerkId? By = null, TicketCode? Dropped = null) : WindowCommand(Window);
/// <summary>Takes in what a correction or a promise lacked.</summary>
/// <param name="ReceivedOn">When it was put into a drop-box; null = as the drop-box told, else now.</param>
public sealed record ReceiveCorrection(WindowId Window, CaseId Case, HandedMaterial[] Materials, DateOnly? ReceivedOn = null, ClerkId? By = null) : WindowCommand(Window);
/// <summary>Hands a result over to somebody whose identity was checked and who has signed.</summary>
public sealed record HandOver(WindowId Window, CaseId Case, PersonRef Receiver, ClerkId? By = null) : WindowCommand(Window);

// Online: by the platform where somebody files, then by a clerk
/// <summary>Files an application from outside the hall; it is examined by the windows before it counts as taken in.</summary>
/// <param name="Agent">Whose mandate is among what was filed.</param>
/// <param name="Renews">The last day of what is to be renewed.</param>
/// <param name="Commercial">The agent is one by trade.</param>
/// <param name="Post">Where the result goes by post, in the vault; needed where that was chosen.</param>
public sealed record FileOnline(ItemId Item, Applicant Applicant, HandedMaterial[] Materials, DeliveryWay Delivery = DeliveryWay.OnSpot, PersonRef? Agent = null, DateOnly? Renews = null, bool Commercial = false, NoteRef? Post = null) : HallCommand;

/// <summary>An order about one case.</summary>
public abstract record CaseCommand(CaseId Case, ClerkId? By) : HallCommand;

// What comes of examining what was filed online
public abstract record ExamineFiling(CaseId Case, ClerkId? By) : CaseCommand(Case, By);
/// <param name="MandateSeen">Needed where an agent has filed.</param>
public sealed record TakeInFiling(CaseId Case, bool MandateSeen = false, ClerkId? By = null) : ExamineFiling(Case, By);
/// <summary>Tells everything that is missing, once. What lacks is found by the checklist; the clerk adds what is in no legal form.</summary>
public sealed record TellFilingMissing(CaseId Case, Shortfall[]? Faults = null, ClerkId? By = null) : ExamineFiling(Case, By);
/// <summary>It cannot be settled from afar: the applicant is asked to a window, for a reason.</summary>
public sealed record ReferToWindow(CaseId Case, Reason? Reason, ClerkId? By = null) : ExamineFiling(Case, By);

// The department's acts: by its officer, who has taken nothing in for the case
public abstract record DepartmentAct(CaseId Case, ClerkId? By) : CaseCommand(Case, By);
public sealed record AcceptCase(CaseId Case, ClerkId? By = null) : DepartmentAct(Case, By);
/// <param name="RightBody">Whose it is, where it is another body's.</param>
public sealed record NotAcceptCase(CaseId Case, NoGround Ground, Reason? Reason, Reason? RightBody = null, ClerkId? By = null) : DepartmentAct(Case, By);
/// <summary>Asks once for everything that is to be mended.</summary>
public sealed record AskCorrection(CaseId Case, Shortfall[] Lines, ClerkId? By = null) : DepartmentAct(Case, By);
/// <param name="Approver">The body's head, who is another person.</param>
public sealed record ExtendCase(CaseId Case, ClerkId Approver, Reason? Reason, ClerkId? By = null) : DepartmentAct(Case, By);
public sealed record BeginStep(CaseId Case, SpecialStep Step, ClerkId? By = null) : DepartmentAct(Case, By);
public sealed record EndStep(CaseId Case, ClerkId? By = null) : DepartmentAct(Case, By);
/// <param name="Reason">Needed for a refusal.</param>
public sealed record DecideCase(CaseId Case, bool Granted, Reason? Reason = null, ClerkId? By = null) : DepartmentAct(Case, By);
public sealed record ReturnCase(CaseId Case, Reason? Reason, ClerkId? By = null) : DepartmentAct(Case, By);
/// <summary>One folder it had signed for goes back to the windows, and can be sent again; the case and its clocks go on.</summary>
public sealed record ReturnFolder(CaseId Case, Reason? Reason, ClerkId? By = null) : DepartmentAct(Case, By);
/// <summary>The department hands the finished result to the hall's delivery.</summary>
public sealed record ReadyResult(CaseId Case, ResultPaper[] Papers, ClerkId? By = null) : DepartmentAct(Case, By);

// The hall's
/// <summary>What came out of a drop-box for it is not what was asked for: the applicant's turn again, with its days anew.</summary>
public sealed record SetDroppedAside(CaseId Case, Reason? Reason, ClerkId? By = null) : CaseCommand(Case, By);
public sealed record WithdrawCase(CaseId Case, Reason? Reason, ClerkId? By = null) : CaseCommand(Case, By);
/// <param name="Post">Where it goes by post; null: where it was to go before.</param>
public sealed record ChooseDelivery(CaseId Case, DeliveryWay Delivery, ClerkId? By = null, NoteRef? Post = null) : CaseCommand(Case, By);
public sealed record PostResult(CaseId Case, CarrierId Carrier, MailNumber Tracking, ClerkId? By = null) : CaseCommand(Case, By);
/// <summary>What a carrier took.</summary>
public sealed record Consignment(CarrierId Carrier, MailNumber Tracking);

/// <summary>Sends a case to the hall of the area that decides it.</summary>
/// <param name="Post">Null: as a file (<see cref="CaseFile"/>).</param>
public sealed record SendElsewhere(CaseId Case, Consignment? Post, ClerkId? By = null) : CaseCommand(Case, By);
/// <summary>What that hall has answered.</summary>
/// <param name="Granted">Null: it has but given its number.</param>
/// <param name="On">The day of its decision, not before the receipt here; null = today.</param>
public sealed record AnswerFromElsewhere(CaseId Case, ForeignNumber Number, bool? Granted = null, Reason? Reason = null, ClerkId? By = null, DateOnly? On = null) : CaseCommand(Case, By);
/// <summary>Takes in what another area's hall has sent (<see cref="CaseFile"/>): nobody stands at a window, and what lacks is asked for once by the department.</summary>
/// <param name="Agent">Whose mandate that hall has seen.</param>
public sealed record TakeInFromElsewhere(Origin Origin, ItemId Item, Applicant Applicant, HandedMaterial[] Materials, PersonRef? Agent = null, ClerkId? By = null) : HallCommand;

/// <summary>Sends folders to a department by one list; the sender's signature.</summary>
public sealed record SendFolders(string Department, CaseId[] Cases, ClerkId? By = null) : HallCommand;
/// <summary>The department's signature: all but the refused are its now; those go back to the windows, and can be sent again.</summary>
public sealed record SignFolders(FolderListId List, RefusedFolder[] Refused, ClerkId? By = null) : HallCommand;
/// <param name="Reason">Each has its own.</param>
public sealed record RefusedFolder(CaseId Case, Reason? Reason);
