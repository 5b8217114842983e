// Plays what the hub gives to this page, each to its end. Filled in by the hub's voice.
export function listen() {
  return () => {};
}
