// One key is one click on the button that bears it: the same way for both, so the same rules.
(() => {
  const editable = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable=true]";

  function press(event) {
    // A key held down is one order; one that makes a letter somewhere is none.
    if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const field = event.target instanceof Element && event.target.closest(editable);
    // A field that names digits as none of its own leaves them to the numbered choices beside it.
    if (field && !(field.dataset.passes && event.code.startsWith(field.dataset.passes))) return;
    const dialogs = document.querySelectorAll(".mud-dialog");
    const root = dialogs.length ? dialogs[dialogs.length - 1] : document;
    const button = root.querySelector(`button[data-key="${CSS.escape(event.code)}"]`);
    // What is typed beside a dialog's field is meant for it, wherever the focus is.
    const beside = !button && !field && root.querySelector("[data-focus]");
    if (beside && event.key.length === 1) beside.focus();
    if (beside && event.key === "Enter" && !event.target.closest("button")) beside.form.requestSubmit();
    if (!button || button.disabled) return;
    event.preventDefault();
    button.click();
  }

  // Where a dialog as a whole gets the focus, its field has it: ready to be typed into.
  document.addEventListener("focusin", event => {
    const field = document.querySelector(".mud-dialog [data-focus]");
    if (field && event.target !== field && event.target.contains(field)) field.focus();
  });

  // From the first paint on: a key pressed as soon as the button is there is not lost.
  document.addEventListener("keydown", press);
  document.documentElement.dataset.keys = "true";
})();
