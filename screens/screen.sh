#!/bin/sh
# Shows one page of the hall on this screen and watches over it: screen.sh URL [options for Chromium].
# Ends when the browser is closed, or when its page has painted nothing for SILENCE seconds (default 8): then its own clock,
# which the page writes into its title, stands still. The unit beside this file starts it anew.
set -u
url=$1
shift
silence=${SILENCE:-8}
hub=$(echo "$url" | cut -d / -f 1-3)
# Nothing to show before the hub answers, and no page that would have to be watched.
until curl -fs -m 3 -o /dev/null "$hub/health/live"; do sleep 1; done

# A profile of its own for each start: no question whether to restore the pages of a browser that died.
profile=$(mktemp -d)
# In a group of its own, so that none of its processes stays behind.
TMPDIR=$profile setsid chromium --kiosk --user-data-dir="$profile" --remote-debugging-port=0 --autoplay-policy=no-user-gesture-required --disable-pinch \
  --overscroll-history-navigation=0 --no-first-run --noerrdialogs --disable-session-crashed-bubble --disable-component-update \
  --disable-background-networking --disable-translate --disable-features=Translate "$@" "$url" >/dev/null 2>&1 &
browser=$!
trap 'kill -9 "-$browser" 2>/dev/null; wait "$browser" 2>/dev/null; rm -rf "$profile" 2>/dev/null || { sleep 1; rm -rf "$profile"; }' EXIT
trap 'exit 143' TERM INT

# A cold machine takes its time to paint anything: it has 20 seconds more for its first.
seen='' still=-20
while sleep 1 && kill -0 "$browser" 2>/dev/null; do
  port=$(head -n 1 "$profile/DevToolsActivePort" 2>/dev/null)
  now=$(curl -fs -m 2 "http://127.0.0.1:$port/json/list" | grep '"title"')
  case $now in
    "$seen") still=$((still + 1)) ;;
    *TidalHall*) still=0 ;;
    *) still=$((still + 1)) ;;
  esac
  seen=$now
  [ "$still" -lt "$silence" ] || exit 1
done
exit 1
