using System.Globalization;

namespace TidalHall.CallerConsole;

/// <summary>A wording that a page makes itself for its language.</summary>
public interface ISpoken<TSelf> where TSelf : PageWording, ISpoken<TSelf>
{
    /// <param name="culture">"zh-CN" or "en".</param>
    static abstract TSelf In(CultureInfo culture);
}
