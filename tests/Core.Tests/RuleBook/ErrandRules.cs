using TidalHall.Core.Errands;
using TidalHall.Core.Halls;
using TidalHall.Core.Tests.Cases;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Cases.CaseHall;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order about somebody who is helped, in each state of that.</summary>
internal static class ErrandRules
{
    private static readonly ErrandId One = new(1);
    private static readonly BeginErrand Begin = new(ErrandKind.ActFor, Li, Licence, MandateSeen: true);

    public static RuleTable<ErrandId> Table => new("order",
    [
        Of("Going", h => h),
        Of("Suspended", h => h.Given(Anna, new SuspendErrand(One, Noted))),
        Of("Going, resumed", h => h.Given(Anna, new SuspendErrand(One, Noted)).Given(Anna, new ResumeErrand(One, MandateSeen: true))),
        Of("Done", h => h.Given(Anna, new FinishErrand(One))),
        Of("Stopped", h => h.Given(Anna, new StopErrand(One, Noted))),
    ],
    [
        new("BeginErrand for the same", Anna, _ => Begin),
        new("SuspendErrand", Anna, e => new SuspendErrand(e, Noted)),
        new("ResumeErrand, mandate given anew", Anna, e => new ResumeErrand(e, MandateSeen: true)),
        new("FinishErrand", Anna, e => new FinishErrand(e)),
        new("StopErrand", Anna, e => new StopErrand(e, Noted)),
    ]);

    private static Column<ErrandId> Of(string name, Func<HallScenario, HallScenario> come) => new(name, () => come(Open().Given(Anna, Begin)), _ => One);
}
