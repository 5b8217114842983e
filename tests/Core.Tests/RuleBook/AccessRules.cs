using System.Text;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Which order each kind of actor may give at all, at a window of his own.</summary>
internal static class AccessRules
{
    private static readonly (string Name, Actor Actor)[] Actors =
    [
        ("citizen", Citizen), ("guide", Staff(Roles.Guide)), ("intake clerk", Staff(Roles.IntakeClerk)), ("delivery clerk", Staff(Roles.DeliveryClerk)),
        ("department officer", Staff(Roles.DepartmentOfficer)), ("manager", Staff(Roles.Manager)), ("technician", Staff(Roles.Technician)),
        ("auditor", Staff(Roles.Auditor)), ("integrator", new(ActorKind.Integrator, new("api"))), ("device", new(ActorKind.Device, new("agent"))), ("hub", Actor.Hub),
    ];

    public static void WriteTo(StringBuilder text, IEnumerable<HallCommand> commands)
    {
        text.Append("| order | ").AppendJoin(" | ", Actors.Select(a => a.Name)).Append(" |\n|---|").Append(string.Concat(Actors.Select(_ => "---|"))).Append('\n');
        foreach (var command in commands)
            text.Append("| ").Append(command.GetType().Name).Append(" | ").AppendJoin(" | ", Actors.Select(a => May(a.Actor, command) ? "yes" : "–")).Append(" |\n");
    }

    private static bool May(Actor actor, HallCommand command) =>
        Access.Refuses(new Core.Tests.Queueing.HallScenario().State, actor, command) is not { Code: RefusalCode.NotAllowed };

    private static Actor Staff(Roles role) => new(ActorKind.Staff, new(role.ToString()), role);
}
