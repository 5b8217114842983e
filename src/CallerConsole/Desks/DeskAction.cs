namespace TidalHall.CallerConsole.Desks;

/// <summary>What a clerk can do at a window, each by one button and one key.</summary>
public enum DeskAction
{
    CallNext, Recall, Start, Complete, CompleteOtherwise, SendOn, Miss, Hold, Transfer, Return, Serve, TakeIn, SayNo, Ask,
    Open, Pause, Resume, Close, SignOff, Assign, Clear,
}
