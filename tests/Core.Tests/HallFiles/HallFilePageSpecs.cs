using System.Text.RegularExpressions;
using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Evaluation;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using static TidalHall.Core.Tests.HallFiles.SmallFile;

namespace TidalHall.Core.Tests.HallFiles;

/// <summary>docs/hall-file.md says what the types say.</summary>
public sealed class HallFilePageSpecs
{
    private static readonly string Page = File.ReadAllText(Path.Combine(ShippedHalls.Folder, "..", "docs", "hall-file.md"));

    [Fact]
    public void The_smallest_hall_of_the_page_is_right()
    {
        var files = Regex.Matches(Page, "```json\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).ToList();
        var result = HallFile.Read(files[0], "riverside.json", name => name == "riverside.items.json" ? files[1] : null);
        Assert.Empty(result.Mistakes.Select(m => m.In(English)));
    }

    [Fact]
    public void Every_field_is_on_the_page()
    {
        Type[] types = [typeof(HallPlan), typeof(HallRules), typeof(DispatchRules), typeof(PriorityRule), typeof(AppointmentRules), typeof(AgentRules), typeof(Department), typeof(Authorisation), typeof(SlotSeries), typeof(Quota), typeof(QuotaSegment), typeof(OpenHours), typeof(Theme), typeof(Category), typeof(Zone),
            typeof(ServiceWindow), typeof(Kiosk), typeof(Display), typeof(Device), typeof(ServiceItem), typeof(VisitStep), typeof(LocalText), typeof(Representative), typeof(CaseRules),
            typeof(CaseTerms), typeof(MaterialNeed), typeof(StepPromise), typeof(PickupRules), typeof(RatingRules), typeof(UnresolvedRules), typeof(Cabinet), typeof(CabinetColumn), typeof(Compartment)];
        var missing = types.SelectMany(t => HallFileJson.Options.GetTypeInfo(t).Properties).Select(p => p.Name).Distinct()
            .Where(name => !Page.Contains($"`{name}`", StringComparison.Ordinal) && !Page.Contains($"\"{name}\"", StringComparison.Ordinal));
        Assert.Empty(missing);
    }

    [Fact]
    public void Every_word_a_field_allows_is_on_the_page()
    {
        Type[] words = [typeof(HallKind), typeof(CategoryKind), typeof(Sector), typeof(LateReturn), typeof(DigitOne), typeof(DeviceKind), typeof(ItemMode), typeof(UnifiedAct), typeof(MaterialForm), typeof(SpecialStep), typeof(CompartmentSize)];
        Assert.All(words.SelectMany(Enum.GetNames), word => Assert.Contains($"`{word}`", Page, StringComparison.Ordinal));
    }
}
