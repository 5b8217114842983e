namespace TidalHall.Core.Planning;

/// <summary>What can be wrong in a caseload.</summary>
public enum CaseloadMistakeCode { WrongHeader, WrongCellCount, Twice, Unknown, Tidal, NotInRange, NobodyComes }
