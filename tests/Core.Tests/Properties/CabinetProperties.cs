using CsCheck;
using TidalHall.Core.Cases;
using TidalHall.Core.Pickup;
using TidalHall.Core.Tests.Cases;
using static TidalHall.Core.Tests.Properties.CabinetWorld;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What no interleaving of orders, doors told late, twice or not at all, passes used while the hub is away, and deaths of the hub brings a cabinet to.</summary>
public sealed class CabinetProperties
{
    private const int Runs = 250;

    private static readonly Gen<Happening[]> Steps = Gen.Select(
        Gen.Frequency((12, Gen.Int[0, 5]), (1, Gen.Int[300, 3_000])),
        Gen.Frequency((50, Gen.Const(Act.Onward)), (16, Gen.Enum<Act>()), (3, Gen.Const(Act.NewList)), (3, Gen.Const(Act.Link)), (5, Gen.Const(Act.Offline)), (2, Gen.Const(Act.Lose)), (2, Gen.Const(Act.Recover)), (3, Gen.Const(Act.Snap)), (2, Gen.Const(Act.Stray)), (1, Gen.Const(Act.Force))),
        Gen.Int[0, 999], (after, act, n) => new Happening(after, act, n)).Array[0, 240];

    private static void Holds(Claim claim) => Steps.Sample(steps => Assert.Empty(CabinetWorld.Play(steps).Broken(claim)), iter: Runs);

    [Fact]
    public void No_compartment_ever_holds_two() => Holds(Claim.HoldsOne);

    [Fact]
    public void What_was_put_in_is_inside_or_signed_off_or_with_the_staff_or_looked_for() => Holds(Claim.NothingLost);

    [Fact]
    public void No_result_leaves_without_its_own_proof_and_each_leaves_once() => Holds(Claim.ProofFits);

    [Fact]
    public void A_hub_that_dies_at_any_point_comes_back_with_the_same_compartments_and_clocks() => Holds(Claim.SameClocks);

    [Fact]
    public void The_steps_come_far_enough_to_mean_something()
    {
        var (taken, offline, restarts, recovered, missing, resolved, unseen, strays, doubted) = (0, 0, 0, 0, 0, 0, 0, 0, 0);
        // The same two hundred each time: a sampler's own draws would now and then come a step short.
        var draws = new PCG(1, 1);
        for (var n = 0; n < 200; n++)
        {
            var world = CabinetWorld.Play(Steps.Generate(draws, null, out _));
            taken += world.Hall.Events<CaseHandedOver>().Count();
            offline += world.Offline;
            restarts += world.Restarts;
            recovered += world.Hall.Events<ThingRecovered>().Count();
            missing += world.Hall.Events<ThingMissing>().Count();
            resolved += world.Hall.Events<TroubleResolved>().Count();
            unseen += world.Unseen;
            strays += world.Strays;
            doubted += world.Doubted;
        }
        Assert.True(taken > 50 && offline > 10 && restarts > 50 && recovered > 5 && missing > 2 && resolved > 50 && unseen > 20 && strays > 20 && doubted > 2,
            $"{taken} handed over, {offline} while the hub was away, {restarts} restarts, {recovered} recovered, {missing} missing, {resolved} troubles looked into, {unseen} opened unseen, {strays} strays, {doubted} proofs shown at a door broken open");
    }
}
