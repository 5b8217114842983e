namespace TidalHall.Core.Waiting;

/// <summary>What is seen of a line when a wait is told. Minutes and people.</summary>
/// <param name="Ahead">q, who goes first.</param>
/// <param name="ByLength">QL, (q+1)·s/n.</param>
/// <param name="HeadWaited">HOL, the wait of whoever is first in line so far.</param>
/// <param name="LastWaited">LES, the wait of whoever was called last.</param>
/// <param name="ByCalls">QLr, (q+1) times the mean gap of the last 8 calls.</param>
/// <param name="All">Who waits in the whole hall.</param>
/// <param name="SinceOpening">t.</param>
/// <param name="Desks">n.</param>
public readonly record struct WaitSigns(int Ahead, double ByLength, double HeadWaited, double LastWaited, double ByCalls, int All, double SinceOpening, int Desks)
{
    internal const int Count = 9;

    /// <summary>Each about 1 in size, so that one rate suits every weight.</summary>
    internal void Write(Span<double> signs)
    {
        signs[0] = 1;
        signs[1] = ByLength / 10;
        signs[2] = HeadWaited / 10;
        signs[3] = LastWaited / 10;
        signs[4] = ByCalls / 10;
        signs[5] = Ahead / 10.0;
        signs[6] = All / 100.0;
        signs[7] = SinceOpening / 480;
        signs[8] = Desks / 10.0;
    }
}
