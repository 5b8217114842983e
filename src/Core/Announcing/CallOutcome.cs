namespace TidalHall.Core.Announcing;

/// <summary>Why a call was not heard, or not provably.</summary>
public enum NotSpokenWhy
{
    /// <summary>No clip set and no synthesiser: only the chime may have sounded.</summary>
    NoVoice,
    /// <summary>No display or speaker of the zone is connected.</summary>
    NoPlayer,
    /// <summary>The browser blocks sound until somebody touches it.</summary>
    SoundOff,
    /// <summary>The player never told the end; it may have been heard.</summary>
    NoEnd,
    PlayerFailed,
    /// <summary>The visit went on before its turn to be spoken.</summary>
    AlreadyThere,
    TooLate,
    QueueFull,
}

/// <summary>What became of one call; each call that enters a queue leaves it with exactly one of these.</summary>
/// <param name="Why">Null: spoken to its end.</param>
public readonly record struct CallOutcome(SpokenCall Call, NotSpokenWhy? Why = null)
{
    public bool IsSpoken => Why is null;

    /// <summary>The reason in the reader's language, "zh-CN" or "en"; "" for a spoken call.</summary>
    public string WhyIn(string language) => Why?.In(language) ?? "";
}

/// <summary>The reasons as sentences.</summary>
public static class NotSpokenWhyText
{
    /// <param name="language">"zh-CN" or "en".</param>
    public static string In(this NotSpokenWhy why, string language) => AnnouncingText.Of(why.ToString(), language);
}
