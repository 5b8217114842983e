using System.Globalization;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Pickup;

/// <summary>What every screen of a cabinet is drawn from.</summary>
/// <param name="Elder">Larger type, fewer things.</param>
internal sealed record PickupScene(HallView View, Cabinet Cabinet, CultureInfo Culture, bool Elder)
{
    internal Texts T { get; } = Texts.Of<PickupTexts>(Culture);
    internal string Language => Culture.Name;

    internal string In(LocalText text) => text.In(Language);
    internal string? LangOf(LocalText text) => Language is "zh-CN" || !text.IsChineseIn(Language) ? null : "zh-CN";

    internal CompartmentState At(int number) => View.Cabinets.Find(Cabinet.Id, number);
    internal bool IsSimulated(DeviceId? device) => device is { } known && View.Plan.Devices.FirstOrDefault(d => d.Id == known)?.Profile.StartsWith("sim-", StringComparison.Ordinal) is true;
    internal bool IsWell(DeviceId? device) => device is { } known && View.Devices.FirstOrDefault(d => d.Device == known)?.Health.State is not (DeviceState.Faulty or DeviceState.Offline);

    /// <summary>Why a try opened nothing, and what to do.</summary>
    internal string Say(PickupTry tried) => tried switch
    {
        { No: PickupNo.WrongCode, TriesLeft: > 0 } => T["WrongCode", tried.TriesLeft],
        { No: PickupNo.WrongCode } => T["KeysRest", View.Plan.Pickup.TryMinutes],
        { No: PickupNo.CodeEnded } => T["CodeEnded"],
        { No: PickupNo.Away } => T["Away"],
        { Refusal.Code: RefusalCode.TooManyTries } => T["KeysRest", View.Plan.Pickup.TryMinutes],
        { Refusal.Code: RefusalCode.NothingForYou } => T["NothingForYou"],
        { Refusal.Code: RefusalCode.CompartmentInTrouble } => T["InTrouble"],
        { Refusal.Code: RefusalCode.NoCompartmentFree } => T["DropFull"],
        { Refusal.Code: RefusalCode.UnknownCase } => T["UnknownCase"],
        // A number can be guessed: how that case stands is told to nobody here.
        { Refusal.Code: RefusalCode.CaseIs } => T["NothingAwaited"],
        { Refusal: { } refusal } => RefusalText.Of(refusal, Culture),
        _ => "",
    };
}
