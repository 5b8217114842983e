namespace TidalHall.DeviceAgents.Cards;

/// <summary>What a reader's SAM says in SW1 SW2 SW3. <c>default</c>: a code nobody wrote down.</summary>
/// <remarks>Table: docs/devices.md, "ID card readers".</remarks>
internal enum SamStatus
{
    Unlisted,
    /// <summary>00 00 9F: a card lies there.</summary>
    Found,
    /// <summary>00 00 90.</summary>
    Done,
    /// <summary>00 00 80: the normal idle, and what many say of a card that was read and still lies there.</summary>
    NoCard,
    /// <summary>10, 11, 21, 24: our question did not arrive as it was sent.</summary>
    NotUnderstood,
    /// <summary>31, 32, 33, 41, 47, 81: moved, too far away, or worn.</summary>
    CardFailed,
    /// <summary>40.</summary>
    WrongCard,
    /// <summary>60, 66: the module's self-test failed or its authorisation ran out.</summary>
    NeedsService,
    /// <summary>91: the card has no such item.</summary>
    NoSuchItem,
}
