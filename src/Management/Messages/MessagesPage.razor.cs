using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Ui;
using TidalHall.Ui.SignIn;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Management.Messages;

/// <summary>What applicants were told, by which channel, and what came of it. Nobody's name or number is in it.</summary>
[Authorize(Policy = Policies.Management)]
[Surface(ManagementPages.Surface, Interactive = true, Styles = [ManagementPages.MudStyle, ManagementPages.Style], Scripts = [ManagementPages.MudScript])]
public sealed partial class MessagesPage
{
    private const int Shown = 200;
    private IReadOnlyList<ToldMessage> _told = [];

    [Inject] private IMessages Messages { get; set; } = default!;

    private Texts T => Texts.Of<ManagementTexts>(Culture);

    protected override Task OnInitializedAsync() => LookAsync();

    private async Task LookAsync() => _told = await Messages.NewestAsync(Shown, Leaving);

    /// <summary>What was given up is not tried again.</summary>
    private string WhyOf(ToldMessage message, string error) =>
        error == ToldMessage.CodeEnded ? T["MessageCodeEnded"] : message.State is MessageState.Failed ? T["MessageGivenUp", message.Tries, error] : T["MessageTries", message.Tries, Clock(message.Due), error];

    private string Clock(DateTimeOffset at) => View.Map.Local(at).ToString("MM-dd HH:mm", Culture);
}
