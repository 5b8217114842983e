// Starts an interactive surface with a connection that never gives up.
import { stale, live, reloadWhenBack, pause } from "./mending.js";

let mending = false;
let drawn = false;

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

function startAnew() {
  stale();
  reloadWhenBack();
}

// What the framework leaves for dead: a page whose first connection failed, or ended before anything was drawn, and one whose drawing failed.
function watchOver(builder) {
  const build = builder.build.bind(builder);
  builder.build = () => {
    const connection = build();
    const start = connection.start.bind(connection);
    connection.start = () => start().catch(error => {
      if (!mending) startAnew();
      throw error;
    });
    connection.on("JS.RenderBatch", () => { drawn = true; });
    connection.on("JS.Error", startAnew);
    connection.onclose(() => { if (!drawn) startAnew(); });
    return connection;
  };
}

await Blazor.start({
  circuit: {
    configureSignalR: watchOver,
    reconnectionHandler: {
      onConnectionDown: () => {
        if (!drawn) return;
        stale();
        mend();
      },
      onConnectionUp: () => live(),
    },
  },
});
document.documentElement.dataset.ready = "true";
