// Plays what the hub gives to this page: one after another, each to its end, and tells the hub how it went.
const silence = "data:audio/wav;base64,UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQgAAAAAAAAAAAAAAA==";
const texts = { "zh-CN": "声音已关闭，点按开启", "en": "Sound is off. Touch to turn it on." };

let line = null;
let turn = Promise.resolve();
// A sound nobody refers to may be collected before it ends.
let playing = null;

// How a sound ended is told also when the hub was away just then: it waits for that.
const untold = new Map();
async function tell(what, id, ...more) {
  if (id) untold.set(id, [what, id, ...more]);
  try {
    await line.invoke(what, ...(id === undefined ? [] : [id, ...more]));
    untold.delete(id);
  } catch { /* Told again when the hub is back. */ }
}
const why = error => blocked(error) ? "blocked" : String(error.message).slice(0, 200);
const blocked = error => error.name === "NotAllowedError";

export function listen(connection) {
  line = connection;
  connection.on("Speak", (id, url, text) => { turn = turn.then(() => play(id, url, text)); });
  return () => { if (line === connection) line = null; };
}

// Browsers play nothing until somebody touches the page, unless they were started to. Found out before the first call, not by it.
export async function tryOut() {
  try {
    await new Audio(silence).play();
    soundOff(false);
    await tell("Able");
  } catch (error) {
    soundOff(true);
    await tell("Refused", "", why(error));
  }
  // Only now: what could not be played is given to a page that may play.
  for (const report of [...untold.values()]) await tell(...report);
}

async function play(id, url, text) {
  const sound = playing = new Audio(url);
  let limit;
  const over = new Promise((done, failed) => {
    sound.onended = done;
    sound.onerror = () => failed(new Error(sound.error?.message || "the sound cannot be played"));
    // Its own limit, so that a sound without an end does not hold up the next one.
    sound.onloadedmetadata = () => { limit = setTimeout(() => failed(new Error("no end")), sound.duration * 1000 + 2500); };
  });
  over.catch(() => {});
  try {
    await sound.play();
    document.documentElement.dataset.speaking = id;
    await over;
    document.dispatchEvent(new CustomEvent("th-spoken", { detail: { id, text } }));
    tell("Ended", id);
  } catch (error) {
    if (blocked(error)) soundOff(true);
    tell("Refused", id, why(error));
  } finally {
    // What is not let go keeps a sound that was refused for as long as the page lives.
    clearTimeout(limit);
    sound.onended = sound.onerror = sound.onloadedmetadata = null;
    delete document.documentElement.dataset.speaking;
    playing = null;
  }
}

function soundOff(off) {
  let note = document.getElementById("th-sound-off");
  if (!note && off) {
    note = document.body.appendChild(Object.assign(document.createElement("button"), { id: "th-sound-off", type: "button" }));
    note.textContent = texts[document.documentElement.lang === "en" ? "en" : "zh-CN"];
    for (const touch of ["pointerup", "keydown"]) document.addEventListener(touch, () => { if (!note.hidden) tryOut(); });
  }
  if (note) note.hidden = !off;
}
