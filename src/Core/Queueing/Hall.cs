using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>The rules of a hall: commands in, events out. No I/O, no clock, no chance of its own.</summary>
public static partial class Hall
{
    /// <summary>Decides one command. Changes nothing.</summary>
    public static Decision Decide(HallState hall, Actor actor, PlaceId? place, HallCommand command, Stamp stamp)
    {
        if (hall.Map is null && command is not ConfigureHall) return Decision.Refuse(RefusalCode.UnknownHall);
        if (Access.Refuses(hall, actor, command) is { } refusal) return refusal;
        return command switch
        {
            TakeTicket c => Issuing.Decide(hall, c, place, stamp),
            CancelTicket c => Leaving.Decide(hall, c),
            ReinstateTicket c => Leaving.Decide(hall, c, stamp),
            ReprintTicket c => Leaving.Decide(hall, c, place),
            ReleaseTicket c => Leaving.Decide(hall, c, actor),
            CarryTicket c => Leaving.Decide(hall, c, actor),
            ReportPaper c => Leaving.Decide(hall, c),
            LeaveOnScreen c => Leaving.Decide(hall, c),
            CheckPriority c => Issuing.Decide(hall, c),
            BookSlot c => Bookings.Decide(hall, c, actor, stamp),
            CancelBooking c => Bookings.Decide(hall, c, actor, stamp),
            LiftBar c => Bookings.Decide(hall, c, actor, stamp),
            CheckIn c => Bookings.Decide(hall, c, place, stamp),
            TakeIn c => Intake.Decide(hall, c, actor, stamp),
            TakeInFromElsewhere c => Intake.Decide(hall, c, actor, stamp),
            FileOnline c => Filing.Decide(hall, c, stamp),
            ExamineFiling c => Filing.Decide(hall, c, actor, stamp),
            TellMissing c => Intake.Decide(hall, c, actor, stamp),
            ReceiveCorrection c => Intake.Decide(hall, c, actor, stamp),
            DepartmentAct c => DepartmentActs.Decide(hall, c, actor, stamp),
            HandOver c => Delivering.Decide(hall, c, actor, stamp),
            CaseCommand c => Delivering.Decide(hall, c, actor, stamp),
            SendFolders c => Delivering.Decide(hall, c, actor),
            SignFolders c => Delivering.Decide(hall, c, actor, stamp),
            CabinetCommand c => Cabinets.Decide(hall, c, actor, stamp),
            IssueCode c => Cabinets.Decide(hall, c, actor, stamp),
            Rate c => Evaluating.Decide(hall, c, actor, stamp),
            FollowRating c => Evaluating.Decide(hall, c, actor, stamp),
            RegisterUnresolved c => Registering.Decide(hall, c, actor, stamp),
            FollowUnresolved c => Registering.Decide(hall, c, actor, stamp),
            ReviseAnswer c => Writing.Decide(hall, c, actor, stamp),
            RetireAnswer c => Writing.Decide(hall, c, actor, stamp),
            SayNo c => Registering.Decide(hall, c, actor, stamp),
            BeginErrand c => Helping.Decide(hall, c, actor, stamp),
            ErrandCommand c => Helping.Decide(hall, c, actor, stamp),
            CallNext c => Calling.Decide(hall, c, stamp),
            CallChosen c => Calling.Decide(hall, c, actor, stamp),
            RecallTicket c => Calling.Decide(hall, c),
            StartService c => Serving.Decide(hall, c),
            CompleteVisit c => Visits.Decide(hall, c, stamp),
            MissTicket c => Calling.Decide(hall, c, stamp),
            HoldTicket c => Serving.Decide(hall, c),
            ResumeTicket c => Serving.Decide(hall, c, stamp),
            TransferTicket c => Serving.Decide(hall, c, stamp),
            ReturnToQueue c => Serving.Decide(hall, c),
            ServeWithoutTicket c => Serving.Decide(hall, c, stamp),
            SignOn c => Sessions.Decide(hall, c, actor),
            SignOff c => Sessions.Decide(hall, c),
            OpenWindow c => Sessions.Decide(hall, c, actor),
            PauseWindow c => Sessions.Decide(hall, c),
            ResumeWindow c => Sessions.Decide(hall, c),
            CloseWindow c => Sessions.Decide(hall, c),
            ClearSession c => Sessions.Decide(hall, c, actor),
            AssignWindow c => Sessions.Decide(hall, c, actor),
            AcceptTide c => Tides.Decide(hall, c, actor),
            DeclineTide c => Tides.Decide(hall, c, actor),
            AcknowledgeTide c => Tides.Decide(hall, c, actor),
            LockWindow c => Tides.Decide(hall, c, actor),
            UnlockWindow c => Tides.Decide(hall, c, actor),
            SetTideMode c => Tides.Decide(hall, c, actor),
            MinuteCame => Tides.MinuteCame(hall, stamp),
            Queueing.OpenDay => Days.Open(hall, stamp),
            StopTicketing => Days.StopTicketing(hall),
            ExtendDay c => Days.Extend(hall, c, actor, stamp),
            CloseDay => Days.Close(hall),
            TimeCame => Days.TimeCame(hall, stamp),
            ConfigureHall c => c.Hash == hall.PlanHash ? Decision.AlreadySo : new HallConfigured(c.Plan, c.Hash),
            ReportClockStep c => new ClockStepped(c.ByMilliseconds),
            ReportDevice c => Upkeep.Decide(hall, c),
            QuietAlarm c => Upkeep.Decide(hall, c, actor, stamp),
            TryDevice c => Upkeep.Decide(hall, c, actor),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    /// <summary>The next instant at which the hall changes by the clock alone; null = none.</summary>
    public static DateTimeOffset? NextDue(HallState hall) => hall.Map is null ? null : Days.NextDue(hall);
}
