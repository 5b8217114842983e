using System.Globalization;

namespace TidalHall.Core.HallFiles;

/// <summary>Something wrong in a hall file: where it is, and what is allowed there.</summary>
/// <param name="File">The file's name as the caller gave it.</param>
/// <param name="Place">A path into the file, "windows[4].category"; "" = the file as a whole.</param>
/// <param name="Arguments">What the sentence names; their order belongs to the code.</param>
public sealed record HallFileMistake(string File, string Place, HallFileMistakeCode Code, params IReadOnlyList<object> Arguments)
{
    /// <summary>Where the place stands in the file, from 1; null for the file as a whole, or where it names its line itself.</summary>
    public int? Line { get; init; }

    /// <summary>One line: file with its line, place, what is wrong and what is allowed.</summary>
    public string In(CultureInfo culture)
    {
        var sentence = HallFileText.Of(this, culture);
        var file = Line is { } line ? string.Create(CultureInfo.InvariantCulture, $"{File}:{line}") : File;
        return Place.Length == 0 ? $"{file}: {sentence}" : $"{file}: {HallFileText.Shown(Place)}: {sentence}";
    }
}

/// <summary>What can be wrong in a hall file. Each has a sentence in every language; its places are the arguments in order.</summary>
public enum HallFileMistakeCode
{
    // The text itself: line, column.
    FileMissing, BrokenOff, NotJson,
    // Its shape.
    WrongType, UnknownMember, MemberTwice, MissingMember, ValueNotAllowed, OutOfRange, NotAnId, NotATime, NotADate, WrongForm, TextEmpty, ControlCharacter, ListEmpty,
    // What its parts say about each other.
    Duplicate, UnknownReference, KindNotAllowed, TooFewWindows, AgedTooSoon, SectorMissing, SectorNotAllowed, WrongDeviceKind,
    HelpsItself, GreenHelpedAlready, TidalTargetsMissing, TidalTargetsNotAllowed, TidalHelps, TidalIsNoTarget, OnCallNotTidal, KeepsTooMany, ItemInTidalCategory, NobodyServes,
    PromiseBelowFloor, PromiseBelowOwnFloor, PriorityShareTooSmall, RedNotAfterYellow, PromiseAboveLaw, LockTwice, BoardWithoutDevice,
    // What is no mistake, and should be known.
    FarFromThePromise, HelpsUnhelped, HelpsUnhelpedAt,
    // Times and dates.
    AuthorisationEmpty, SlotsOverlap, SlotsDoNotFit, SlotsOutsideHours,
    UnknownTimeZone, SpanEmpty, SpanOverlaps, HoursBeforeTurn, DateOfOtherYear, WorkedWeekday, QuotaNeedsOneTarget, QuotaLimitsNothing,
    // What is spoken.
    PinyinDoesNotFit,
    // Papers.
    PaperInOtherFile, SaysNothingThere, FieldUnknown, TooWideForPaper, PictureNotAllowed,
}

/// <summary>A word in a mistake that is said in the reader's language.</summary>
internal enum HallFileWord { Text, WholeNumber, YesNo, List, Object, Nothing, Theme, Category, Zone, Device, Item, Unified, Functional }
