using System.Text.Json.Serialization;

namespace TidalHall.Core.Papers;

/// <summary>What a hall puts on paper. Each has fields of its own (<see cref="PaperFields"/>) and a layout that a hall may change.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PaperKind>))]
public enum PaperKind
{
    /// <summary>排队号票.</summary>
    Ticket,
    /// <summary>预约凭证: a slot that is somebody's, with what brings the ticket on its day.</summary>
    Booking,
    /// <summary>材料接收告知单: what was handed in; not the acceptance, which is the department's.</summary>
    MaterialReceipt,
    /// <summary>一次性告知书: everything that is missing, told once and in writing; nothing was taken in.</summary>
    OneTimeNotice,
    /// <summary>受理、不予受理、补正通知书，决定书: what the department has said, dated, with the place of its seal.</summary>
    CaseNotice,
    /// <summary>结果交付单: documents were given to their receiver.</summary>
    HandOver,
    /// <summary>领取通知单: documents wait to be fetched.</summary>
    PickupNotice,
    /// <summary>帮办代办受理单: what the hall helps with, and that it is free.</summary>
    ErrandSlip,
    /// <summary>代办委托书: the mandate to act for somebody.</summary>
    ErrandMandate,
    /// <summary>代办办结（终止）单: done, or stopped and why.</summary>
    ErrandEnd,
    /// <summary>代办中止单: suspended, and why.</summary>
    ErrandSuspension,
    /// <summary>恢复代办委托书: the mandate given anew.</summary>
    ErrandResumption,
    /// <summary>办件移交清单: folders on their way to a department, each with a bar code, signed by both sides.</summary>
    FolderList,
    /// <summary>邮寄面单: where a result goes, in clear, with the carrier's number as a bar code. A6 as PDF.</summary>
    PostLabel,
}
