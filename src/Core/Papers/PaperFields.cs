namespace TidalHall.Core.Papers;

/// <summary>A field of a paper. The example is as long as such a text gets; a preview prints it.</summary>
public sealed record PaperField(string Name, string Example);

/// <param name="Entries">Fields of each entry, with an example for each of the entries a preview prints.</param>
public sealed record PaperList(string Name, PaperField[][] Entries)
{
    public IEnumerable<string> Fields => Entries[0].Select(f => f.Name);
}

/// <summary>What the core tells of each paper; a layout names these and no others.</summary>
public static class PaperFields
{
    private const string Hall = "省级政务服务中心";
    private const string Matter = "企业职工基本养老保险关系转移接续申请（机关事业单位养老保险与城镇企业职工基本养老保险互转）";
    private const string Link = "http://hall.example/t/0123456789ABCDEF";

    public static IReadOnlyList<PaperField> Of(PaperKind paper) => paper switch
    {
        PaperKind.Ticket =>
        [
            new("hall", Hall), new("number", "A012"), new("matter", Matter), new("classMark", "绿色通道"), new("reprintMark", "补打（第 1 次）"), new("link", Link), new("caption", "扫码查看实时排队"),
        ],
        PaperKind.Booking =>
        [
            new("hall", Hall), new("title", "预约凭证"), new("number", "2745 0183"), new("matter", Matter), new("day", "2026-11-27 周五"), new("time", "10:00–10:30"), new("link", Link), new("caption", "扫码查看或取消预约"),
        ],
        PaperKind.MaterialReceipt =>
        [
            new("hall", Hall), new("title", "材料接收告知单"), new("number", "SL202611250017"), new("reprintMark", "补打（第 1 次）"), new("applicant", "张*"), new("agent", "欧阳**"), new("idKind", "居民身份证"), new("idNumber", "**************1234"),
            new("item", Matter), new("department", "人力资源和社会保障厅"), new("window", "12 号窗口"), new("receivedAt", "2026-11-25 09:25"), new("receivedBy", "3017"),
            new("nextStep", "材料转交办理部门审查，是否受理由部门决定。"), new("limit", "2026-12-02"), new("promise", "申请人承诺在上述日期前补交所缺材料；逾期未交的，本次申请视为撤回。"), new("contact", "12345"), new("link", Link), new("caption", "扫码查询办理进度"),
        ],
        PaperKind.OneTimeNotice =>
        [
            new("hall", Hall), new("applicant", "张*"), new("agent", "欧阳**"), new("item", Matter), new("department", "人力资源和社会保障厅"), new("window", "12 号窗口"), new("toldAt", "2026-11-25 09:25"), new("toldBy", "3017"),
            new("contact", "12345"), new("link", Link), new("caption", "扫码查看所缺材料"),
        ],
        PaperKind.CaseNotice =>
        [
            new("title", "不予受理通知书"), new("hall", Hall), new("number", "SL202611250017"), new("applicant", "张*"), new("agent", "欧阳**"), new("idKind", "居民身份证"), new("idNumber", "**************1234"),
            new("item", Matter), new("department", "人力资源和社会保障厅"), new("reasons", "依法不属于本机关职权范围。"), new("remedy", "可在收到之日起 60 日内申请行政复议，或依法提起行政诉讼。"), new("on", "2026-11-25"), new("by", "3017"), new("contact", "12345"), new("link", Link), new("caption", "扫码查询办理进度"),
        ],
        PaperKind.HandOver =>
        [
            new("hall", Hall), new("number", "JF202611250008"), new("reprintMark", "补打（第 1 次）"), new("receiver", "张*"), new("idKind", "居民身份证"), new("idNumber", "**************1234"), new("phone", "138****5678"),
            new("item", Matter), new("department", "人力资源和社会保障厅"), new("way", "窗口领取"), new("place", "25 号窗口"), new("handedAt", "2026-11-25 10:40"), new("handedBy", "3017"), new("contact", "12345"),
        ],
        PaperKind.PickupNotice =>
        [
            new("hall", Hall), new("number", "LQ202611250023"), new("reprintMark", "补打（第 1 次）"), new("holder", "张*"), new("item", Matter), new("department", "人力资源和社会保障厅"), new("place", "一层东侧取件柜 3 号"),
            new("until", "2026-12-09 17:00"), new("bring", "居民身份证原件；代领请带委托书和双方身份证。"), new("contact", "12345"), new("link", Link), new("caption", "扫码查看领取码"),
        ],
        PaperKind.FolderList =>
        [
            new("hall", Hall), new("number", "17"), new("department", "人力资源和社会保障厅"), new("count", "2"), new("sentBy", "3017"), new("sentAt", "2026-11-25 16:30"), new("signedBy", "5102"), new("signedAt", "2026-11-25 17:05"),
        ],
        PaperKind.PostLabel =>
        [
            new("hall", Hall), new("from", "人民路 1 号政务服务中心一层"), new("contact", "12345"), new("recipient", "欧阳小明"), new("phone", "13800005678"), new("address", "某某省某某市某某区人民路 100 号幸福小区 3 号楼 2 单元 1501 室"),
            new("carrier", "EMS"), new("tracking", "1234567890123"), new("number", "210100-2026-licence-00017"), new("on", "2026-11-27"),
        ],
        PaperKind.ErrandSlip => [.. Errand, new("way", "代办")],
        PaperKind.ErrandMandate => [.. Errand, new("scope", "代为提交申请、补正材料，不代为领取结果。")],
        PaperKind.ErrandEnd => [.. Errand, new("outcome", "终止"), new("reason", "委托人另行办理，收回委托。"), new("at", "2026-11-27")],
        PaperKind.ErrandSuspension => [.. Errand, new("reason", "等候原单位出具证明。"), new("at", "2026-11-26")],
        PaperKind.ErrandResumption => [.. Errand, new("scope", "代为提交申请、补正材料，不代为领取结果。"), new("at", "2026-11-27")],
        _ => throw new ArgumentOutOfRangeException(nameof(paper), paper, null),
    };

    /// <summary>What all papers of an errand tell.</summary>
    private static PaperField[] Errand =>
    [
        new("hall", Hall), new("number", "DB-2026-00017"), new("person", "张*"), new("idKind", "居民身份证"), new("idNumber", "**************1234"), new("phone", "138****5678"), new("item", Matter), new("department", "人力资源和社会保障厅"),
        new("helper", "3017"), new("begunOn", "2026-11-25"), new("contact", "12345"),
    ];

    public static IReadOnlyList<PaperList> ListsOf(PaperKind paper) => paper switch
    {
        PaperKind.Ticket =>
        [
            new("rows", [Entry(("name", "办理窗口"), ("value", "1、2、3、4、5、6、7、8、25")), Entry(("name", "前面等候"), ("value", "12 人")), Entry(("name", "预计等候"), ("value", "约 15 分钟，九成 32 内")), Entry(("name", "取号时间"), ("value", "2026-11-25 09:05"))]),
            new("notes", [Entry(("text", "过号不作废：回到大厅请告知工作人员，再叫 3 人后为您安排。")), Entry(("text", "因业务不同、预约或绿色通道，后取号者可能先被叫到。"))]),
        ],
        PaperKind.Booking =>
        [
            new("rows", [Entry(("name", "取号时间"), ("value", "09:30 起")), Entry(("name", "取消截止"), ("value", "2026-11-27 09:00")), Entry(("name", "地址"), ("value", "人民路 1 号政务服务中心一层（地铁 2 号线 A 口）"))]),
            new("notes", [Entry(("text", "到时在自助机选“我有预约”，输入预约号、扫码或刷身份证取号。")), Entry(("text", "晚于时段开始 15 分钟的，按普通号等候。"))]),
        ],
        PaperKind.CaseNotice => [new("rows", [Entry(("name", "受理日期"), ("value", "2026-11-25")), Entry(("name", "法定期限"), ("value", "2026-12-23")), Entry(("name", "专家评审（不计入期限）"), ("value", "15 个工作日"))])],
        PaperKind.MaterialReceipt =>
        [
            new("materials", [Material("企业职工基本养老保险关系转移接续申请表", "原件", "1 份", "2 页", "已核对"), Material("居民身份证", "复印件", "1 份", "1 页", "已核对"), Material("参保缴费凭证", "电子", "1 份", "", "")]),
            new("missing", [Entry(("name", "原单位劳动关系解除证明"), ("note", "可容缺，10 个工作日内补交"))]),
        ],
        PaperKind.OneTimeNotice => [new("missing", [Entry(("name", "原单位劳动关系解除证明"), ("note", "缺：原件 1 份")), Entry(("name", "居民身份证"), ("note", "未核原件：复印件 1 份"))])],
        PaperKind.HandOver => [new("documents", [Document("养老保险关系转移接续联系函", "湘社转〔2026〕1234 号", "1 份"), Document("参保缴费凭证", "", "2 份")])],
        PaperKind.PickupNotice => [new("documents", [Document("食品经营许可证（正本、副本）", "JY14301050123456", "2 份")])],
        PaperKind.FolderList => [new("folders", [Folder("210100-2026-licence-00017", Matter, "3 份材料", ""), Folder("210100-2026-permit-00002", "食品经营许可", "12 份材料", "不收：缺少原件")])],
        PaperKind.PostLabel or PaperKind.ErrandSlip or PaperKind.ErrandMandate or PaperKind.ErrandEnd or PaperKind.ErrandSuspension or PaperKind.ErrandResumption => [],
        _ => throw new ArgumentOutOfRangeException(nameof(paper), paper, null),
    };

    private static PaperField[] Material(string name, string form, string copies, string pages, string seen) => Entry(("name", name), ("form", form), ("copies", copies), ("pages", pages), ("seen", seen));
    private static PaperField[] Folder(string number, string item, string papers, string note) => Entry(("number", number), ("item", item), ("papers", papers), ("note", note));
    private static PaperField[] Document(string name, string number, string copies) => Entry(("name", name), ("number", number), ("copies", copies));
    private static PaperField[] Entry(params (string Name, string Example)[] fields) => [.. fields.Select(f => new PaperField(f.Name, f.Example))];
}
