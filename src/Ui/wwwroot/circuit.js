// Starts an interactive surface with a connection that never gives up.
import { stale, live, reloadWhenBack, pause } from "./mending.js";

let mending = false;

async function mend() {
  if (mending) return;
  mending = true;
  for (let tries = 0; ; tries++) {
    await pause(tries < 5 ? 200 : 1000);
    try {
      // False: the hub answers but knows this page no more, because it was restarted.
      if (await Blazor.reconnect()) break;
      await reloadWhenBack();
      return;
    } catch {
      // Not there yet.
    }
  }
  mending = false;
  live();
}

await Blazor.start({
  circuit: {
    reconnectionHandler: {
      onConnectionDown: () => { stale(); mend(); },
      onConnectionUp: () => live(),
    },
  },
});
document.documentElement.dataset.ready = "true";
