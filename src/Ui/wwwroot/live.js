// A page without a circuit: the hub draws it, this takes each drawing in. It never gives up and never steps back.
import { stale, live, pause, reloadWhenBack } from "./mending.js";
import { listen, tryOut } from "./voice.js";

const root = document.documentElement;
const page = document.getElementById("live");
// The hub says something every 4 s; silence for longer is a link that is away.
const silence = 12000;

let shown = Number(page?.dataset.sequence ?? -1);
let version = null;
let heard = Date.now();
let ahead = 0;
let link = null;

const script = file => new Promise((done, failed) =>
  document.head.append(Object.assign(document.createElement("script"), { src: new URL(file, import.meta.url), onload: done, onerror: failed })));

// A hub that hangs must not hold us up: everything asked of it has a limit.
const within = (ms, promise) => Promise.race([promise, pause(ms).then(() => { throw new Error(`no answer within ${ms} ms`); })]);

function hear(at) {
  heard = Date.now();
  ahead = at - heard;
  live();
}

function mark(sequence) {
  shown = sequence;
  root.dataset.sequence = sequence;
  root.dataset.ready = "true";
}

function show(html) {
  Idiomorph.morph(page, html, {
    morphStyle: "innerHTML",
    callbacks: { beforeNodeMorphed: node => !(node instanceof Element && node.hasAttribute("data-own")) },
  });
  tick();
}

// One connection from its start to its end. What an older one still delivers is no longer listened to.
async function connect() {
  const connection = new signalR.HubConnectionBuilder().withUrl("/hubs/live").withServerTimeout(silence).withKeepAliveInterval(5000)
    .configureLogging(signalR.LogLevel.None).build();
  let newest = -1;
  const current = () => link === connection;
  link = connection;
  connection.on("Show", (sequence, html, at) => {
    if (!current()) return;
    hear(at);
    // The same sequence may come with another drawing: a disk that fails is no event.
    if (sequence < newest) return;
    newest = sequence;
    show(html);
    mark(sequence);
  });
  connection.on("Alive", (sequence, at) => {
    if (!current()) return;
    hear(at);
    if (sequence < newest) return;
    newest = sequence;
    mark(sequence);
  });
  connection.on("Gone", () => current() && reloadWhenBack());
  const quiet = listen(connection);
  const closed = new Promise(done => connection.onclose(done));
  try {
    await within(5000, connection.start());
    await watch(connection);
    await closed;
  } finally {
    if (current()) link = null;
    quiet();
    connection.stop().catch(() => {});
  }
}

async function watch(connection) {
  const { kind, key, hall, language } = page.dataset;
  // A page that tells of trouble is drawn anew in any case: its end changes no sequence.
  const known = page.querySelector(".th-trouble") ? -1 : shown;
  const answer = await within(5000, connection.invoke("Watch", kind, key, hall, language, known));
  version ??= answer?.version;
  // Another program draws now, or the page is no more: what this document holds of styles and scripts is of the old one.
  if (!answer || answer.version !== version) await reloadWhenBack();
  if (answer.speaks) await tryOut(connection);
}

async function askAnew() {
  if (!link || link.state !== "Connected") return;
  const asked = link;
  try { await watch(asked); } catch { asked.stop().catch(() => {}); }
}

function tick() {
  const now = new Date(Date.now() + ahead);
  for (const clock of document.querySelectorAll("time[data-clock]")) {
    const options = clock.dataset.clock === "date"
      ? root.lang === "en" ? { weekday: "short", day: "numeric", month: "short", year: "numeric" } : { year: "numeric", month: "long", day: "numeric", weekday: "long" }
      : { hour: "2-digit", minute: "2-digit", hour12: false };
    const text = new Intl.DateTimeFormat(root.lang === "en" ? "en-GB" : root.lang, { ...options, timeZone: clock.dataset.zone }).format(now);
    if (clock.textContent !== text) clock.textContent = text;
  }
}

// Says how old it is before anybody reads it, and waits for no connection that may have died in its sleep.
function wake() {
  if (Date.now() - heard <= silence) return askAnew();
  stale(new Date(heard));
  link?.stop().catch(() => {});
}

let ticked = Date.now();
setInterval(() => {
  const slept = Date.now() - ticked > 5000;
  ticked = Date.now();
  if (slept) wake();
  if (Date.now() - heard > silence) stale(new Date(heard));
  tick();
}, 1000);
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") wake(); });
document.addEventListener("resume", wake);

if (page) {
  tick();
  await Promise.all(["./lib/signalr/signalr.min.js", "./lib/idiomorph/idiomorph.min.js"].map(script));
  for (let tries = 0; ; tries++) {
    const began = Date.now();
    try { await connect(); } catch { /* Not there yet. */ }
    if (Date.now() - began > 10000) tries = 0;
    stale(new Date(heard));
    // Spread, so that two hundred screens do not come back in one moment.
    await pause((tries < 5 ? 200 : 1000) * (0.75 + Math.random() / 2));
  }
} else {
  root.dataset.ready = "true";
}
