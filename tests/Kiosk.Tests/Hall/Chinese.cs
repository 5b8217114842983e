using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace TidalHall.Tests;

/// <summary>Finds Chinese that a foreign page does not mark as such.</summary>
internal static partial class Chinese
{
    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}")]
    internal static partial Regex Sign();

    /// <summary>Texts and labels with a Hanzi whose nearest <c>lang</c> is not zh-CN.</summary>
    internal static IEnumerable<string> Unmarked(INode root) =>
        root.Descendants<IText>().Where(t => Sign().IsMatch(t.Data) && !IsMarked(t.ParentElement)).Select(t => t.Data.Trim())
            .Concat(root.Descendants<IElement>().Where(e => !IsMarked(e)).SelectMany(e => e.Attributes)
                .Where(a => a.Name is "aria-label" or "placeholder" or "alt" or "title" && Sign().IsMatch(a.Value)).Select(a => a.Value));

    private static bool IsMarked(IElement? element) => element?.Closest("[lang]")?.GetAttribute("lang") is "zh-CN";
}
