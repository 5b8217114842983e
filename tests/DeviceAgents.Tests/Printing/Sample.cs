using TidalHall.Core.Devices;
using TidalHall.Core.Papers;

namespace TidalHall.DeviceAgents.Tests.Printing;

internal static class Sample
{
    /// <summary>The shipped layouts.</summary>
    public static PaperLayouts Layouts { get; } = new(Enum.GetValues<PaperKind>().Select(paper =>
    {
        var name = PaperLayoutFile.FileNameOf(paper);
        return PaperLayoutFile.Read(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "papers", name)), name, _ => null, out _)!;
    }));

    public static Sheet Sheet => Layouts.Sheet(Ticket);

    public static TicketPaper Ticket { get; } = new()
    {
        HallName = "省级政务服务中心",
        Number = "A012",
        Matter = "企业职工基本养老保险关系转移接续申请（机关事业单位养老保险与城镇企业职工基本养老保险互转）",
        ClassMark = "绿色通道",
        Rows = [new("办理窗口", "1、2、3、4、5、6、7、8、25"), new("前面等候", "12 人"), new("预计等候", "15–32 分钟"), new("取号时间", "2026-11-25 09:05")],
        Notes = ["过号不作废：回到大厅请告知工作人员，再叫 3 人后为您安排。"],
        QrContent = "http://hall.example/t/0123456789ABCDEF",
        QrCaption = "扫码查看实时排队",
    };
}
