namespace TidalHall.Core.Cases;

/// <summary>A paper of a case; its name in small letters is that of its PDF.</summary>
public enum CasePaper
{
    /// <summary>What the hall gives for its state: the receipt of material, the one notice of what is missing, the record of the hand-over.</summary>
    Paper,
    /// <summary>The receipt of corrections, or of what was promised.</summary>
    Correction,
    /// <summary>More days for the decision, and why.</summary>
    Extension,
    /// <summary>What ended or decided it, or what the department said last.</summary>
    Notice,
    /// <summary>Where its result goes by post.</summary>
    Label,
}
