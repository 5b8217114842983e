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

// One question at a time, with a limit of its own: a hub that hangs must not stop the asking.
async function answers() {
  try {
    const reply = await fetch("/health/live", { cache: "no-store", signal: AbortSignal.timeout(3000) });
    return reply.ok;
  } catch {
    return false;
  }
}

// Reloads when the hub answers. Reloads that come soon after one another wait longer each time, so that a hub that dies at once is not stormed.
export async function reloadWhenBack() {
  const key = "th-reloads";
  const recent = JSON.parse(sessionStorage.getItem(key) ?? "[]").filter(t => Date.now() - t < 60000);
  await pause(Math.min(8000, 250 * 2 ** recent.length - 250));
  while (!await answers()) await pause(1000);
  sessionStorage.setItem(key, JSON.stringify([...recent, Date.now()]));
  location.reload();
}

export const pause = ms => new Promise(done => setTimeout(done, ms));
