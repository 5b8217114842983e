using System.Globalization;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace TidalHall.Simulation;

/// <summary>Waits over the day by policy, as a picture that browsers show and people zoom.</summary>
public static class WaitPicture
{
    private const double Width = 1_200, Height = 640, QuarterHours = 0.25;
    // Okabe and Ito: told apart by those who see few colours. Where they run out, dashes go on.
    private static readonly OxyColor[] Colours = [.. new uint[] { 0xFF000000, 0xFFE69F00, 0xFF56B4E9, 0xFF009E73, 0xFF0072B2, 0xFFD55E00, 0xFFCC79A7 }.Select(OxyColor.FromUInt32)];

    /// <summary>An SVG.</summary>
    /// <param name="opens">What the hall's clock says as the day begins.</param>
    public static string Svg(string title, TimeOnly opens, IEnumerable<PolicyResult> results)
    {
        var hours = opens.ToTimeSpan().TotalHours;
        var model = new PlotModel { Title = title, Background = OxyColors.White, DefaultFont = "Noto Sans SC Variable, Noto Sans CJK SC, sans-serif", Culture = CultureInfo.InvariantCulture };
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Bottom, Title = "came at", Minimum = hours, MajorStep = 1, MinorStep = 0.5, LabelFormatter = h => $"{(int)h % 24:00}:00", MajorGridlineStyle = LineStyle.Dot });
        model.Axes.Add(new LinearAxis { Position = AxisPosition.Left, Title = "mean wait, minutes", Minimum = 0, MajorGridlineStyle = LineStyle.Dot });
        model.Legends.Add(new Legend { LegendPosition = LegendPosition.RightMiddle, LegendPlacement = LegendPlacement.Outside });
        foreach (var (n, result) in results.Index())
        {
            var line = new LineSeries { Title = result.Policy.Name, Color = Colours[n % Colours.Length], LineStyle = n < Colours.Length ? LineStyle.Solid : LineStyle.Dash, StrokeThickness = 2.5 };
            line.Points.AddRange(result.ByQuarter.Select((wait, q) => new DataPoint(hours + (q + 0.5) * QuarterHours, wait)).Where(p => !double.IsNaN(p.Y)));
            model.Series.Add(line);
        }
        return new SvgExporter { Width = Width, Height = Height, IsDocument = true, TextMeasurer = new Roomy() }.ExportToString(model);
    }

    /// <summary>Measures text as wide as the typefaces that browsers draw it in; the library knows only Arial, which is narrower.</summary>
    private sealed class Roomy() : PdfRenderContext(Width, Height, OxyColors.White)
    {
        private const double Wider = 1.4;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            var size = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new(size.Width * Wider, size.Height * Wider);
        }
    }
}
