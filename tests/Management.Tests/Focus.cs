using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;

namespace TidalHall.Management.Tests;

/// <summary>Where the keyboard is.</summary>
internal static class Focus
{
    /// <summary>Whom the page gave the focus last.</summary>
    internal static string At(BunitContext page) => ((ElementReference)page.JSInterop.Invocations["Blazor._internal.domWrapper.focus"][^1].Arguments[0]!).Id;

    /// <summary>An element that has just come; of one drawn again the test's page no longer says it.</summary>
    internal static string New(IElement element) => element.GetAttribute("blazor:elementReference")!;

    internal static string Button<T>(IRenderedComponent<T> page, Func<string, bool> says) where T : class, IComponent =>
        page.FindComponents<FocusButton>().Single(b => says(b.Find("button").TextContent.Trim())).Instance.Element.Id;

    /// <summary>Neither where it was nor at a button: at what is read out next.</summary>
    internal static void IsOn<T>(BunitContext context, IRenderedComponent<T> page, string was) where T : class, IComponent
    {
        Assert.NotEqual(was, At(context));
        Assert.DoesNotContain(At(context), page.FindComponents<FocusButton>().Select(b => b.Instance.Element.Id));
    }
}
