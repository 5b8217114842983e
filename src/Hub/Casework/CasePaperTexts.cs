namespace TidalHall.Hub.Casework;

/// <summary>Words that stand on the papers of a case; layouts have the rest.</summary>
internal sealed class CasePaperTexts;
