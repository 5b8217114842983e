namespace TidalHall.Core.Dispatch;

/// <summary>How long the most favoured still waits while all windows that may call him are busy: the least of what is left at each.</summary>
/// <remarks>Where services vary by 0.9 of their mean; between the known numbers of windows in a straight line, from nine on as one over the number.</remarks>
internal static class FirstFree
{
    private static readonly (int Windows, double Services)[] Known = [(1, 2.05), (2, 0.96), (3, 0.64), (5, 0.39), (9, 0.23)];

    /// <summary>Nine in ten wait less, in times of service; infinite where no window calls.</summary>
    public static double NineInTen(int windows)
    {
        if (windows <= 0) return double.PositiveInfinity;
        var last = Known[^1];
        if (windows >= last.Windows) return last.Services * last.Windows / windows;
        var (low, high) = (Known.Last(f => f.Windows <= windows), Known.First(f => f.Windows >= windows));
        return low == high ? low.Services : low.Services + (high.Services - low.Services) * (windows - low.Windows) / (high.Windows - low.Windows);
    }
}
