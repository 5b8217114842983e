using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Pickup;

/// <summary>Where somebody stands before a cabinet.</summary>
public abstract record PickupStep
{
    private PickupStep() { }

    /// <param name="Digits">Keyed in so far.</param>
    /// <param name="Tried">What the last try came to, where it opened nothing.</param>
    public sealed record Start(string Digits = "", PickupTry? Tried = null) : PickupStep;
    /// <summary>Papers to be put in: for which case.</summary>
    public sealed record Drop(string Text = "", PickupTry? Tried = null) : PickupStep;
    /// <summary>A door that was asked for; what it does is read from the hall.</summary>
    public sealed record Door(int Number, DoorPurpose Purpose, long Sequence, CaseId? Case, TicketCode? Receipt) : PickupStep
    {
        internal DoorStage StageIn(CompartmentState at) => at.Door switch
        {
            DoorState.Opening { Seen: false } now when now.Sequence == Sequence => DoorStage.Opening,
            DoorState.Opening now when now.Sequence == Sequence => DoorStage.Open,
            DoorState.Trouble { During: { } during } trouble when during.Sequence == Sequence => trouble.Kind switch
            {
                DoorTroubleKind.LeftOpen => DoorStage.LeftOpen,
                DoorTroubleKind.NotTaken => DoorStage.NotTaken,
                DoorTroubleKind.EmptyThoughFull => DoorStage.Empty,
                DoorTroubleKind.NotSeenOpen => DoorStage.NotSeen,
                _ => DoorStage.Stuck,
            },
            _ when Purpose is DoorPurpose.Load => at.Inside?.Case == Case && Case is not null ? DoorStage.Done : DoorStage.NothingPut,
            _ when Purpose is DoorPurpose.Drop => at.Inside?.Receipt == Receipt ? DoorStage.Done : DoorStage.NothingPut,
            _ => DoorStage.Done,
        };
    }
}

/// <summary>What a door that was asked for is doing.</summary>
internal enum DoorStage { Opening, Open, Done, NothingPut, NotTaken, LeftOpen, Empty, Stuck, NotSeen }
