// Pages mend themselves: nobody has to touch a screen after the hub was away.
// Shown meanwhile: what was last known, and since when.
const texts = {
  "zh-CN": since => `与大厅系统的连接已中断，以下为 ${since} 的信息，正在自动恢复…`,
  "en": since => `The hall cannot be reached. This is as of ${since}; it comes back by itself…`,
};
let since = null;

// Since when: of the last word from the hub where the caller knows it.
export function stale(when = new Date()) {
  since ??= when;
  const bar = document.getElementById("th-stale") ?? document.body.appendChild(Object.assign(document.createElement("div"), { id: "th-stale" }));
  bar.setAttribute("role", "status");
  const language = document.documentElement.lang === "en" ? "en" : "zh-CN";
  bar.textContent = texts[language](since.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
  bar.hidden = false;
}

export function live() {
  since = null;
  const bar = document.getElementById("th-stale");
  if (bar) bar.hidden = true;
}

// A screen that nobody tends is watched by its title (screens/screen.sh): it tells the time for as long as the page is painted.
if (["kiosk", "pickup", "display", "window"].includes(document.documentElement.dataset.surface)) {
  setInterval(() => requestAnimationFrame(() => { document.title = `TidalHall ${new Date().toLocaleTimeString("zh-CN")}`; }), 1000);
}

// From the document itself, where it is even when this file is not.
export const reloadWhenBack = window.reloadWhenBack;

export const pause = ms => new Promise(done => setTimeout(done, ms));
