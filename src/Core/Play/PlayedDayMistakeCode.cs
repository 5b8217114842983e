namespace TidalHall.Core.Play;

/// <summary>What can be wrong in the file of a day.</summary>
public enum PlayedDayMistakeCode { WrongHeader, WrongCellCount, NotATime, OutOfOrder, UnknownItem, UnknownClass, NotInRange, NobodyComes }
