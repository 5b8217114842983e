#!/usr/bin/env bash
# Runs every test. Its last line is "N passed, N failed, N skipped", summed over all projects.
# Ends with 3 where something is missing that only root can install.
set -u
cd "$(dirname "$0")" || exit 1

missing=()
command -v chromium >/dev/null || missing+=(chromium)
command -v curl >/dev/null || missing+=(curl)
command -v socat >/dev/null || missing+=(socat)
command -v espeak-ng >/dev/null || missing+=(espeak-ng)
command -v zbarimg >/dev/null || missing+=(zbar-tools)
compgen -G "/usr/share/fonts/opentype/noto/NotoSansCJK-*" >/dev/null || missing+=(fonts-noto-cjk)
if [ ${#missing[@]} -gt 0 ]; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these Debian packages: ${missing[*]}. As root: apt-get install ${missing[*]}" >&2
    echo "0 passed, 0 failed, 0 skipped"
    exit 3
  fi
  echo "Installing what the tests need: ${missing[*]}"
  installed=$(mktemp)
  if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"; } >"$installed" 2>&1; then
    tail -n 20 "$installed" >&2
    echo "0 passed, 0 failed, 0 skipped"
    exit 3
  fi
  rm -f "$installed"
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build TidalHall.slnx --nologo -v q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
# Everything here lives for minutes at most: watching code for its hottest paths costs a third and pays nothing back.
export DOTNET_TieredPGO=0
code=0
run() {
  local at=$1 modules=""
  shift
  for project in "$@"; do modules+="tests/$project/bin/Debug/net10.0/TidalHall.$project.dll;"; done
  dotnet test --test-modules "$modules" --max-parallel-test-modules "$at" 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" -eq 0 ] || code=1
}
# The hub's tests compute and the devices' wait: side by side they keep two cores busy.
together=(Hub.Tests DeviceAgents.Tests)
others=()
for folder in tests/*.Tests; do
  case " ${together[*]} " in *" ${folder#tests/} "*) ;; *) others+=("${folder#tests/}") ;; esac
done
run 2 "${together[@]}"
run 2 "${others[@]}"
# The browser's scenarios alone: two cores carry one hub and its browser, and the kills of others would shake the screens' limits.
run 1 Scenarios
sum() { sed 's/\x1b\[[0-9;]*m//g' "$log" | awk -v name="$1:" '$1 == name { n += $2 } END { print n + 0 }'; }
echo "$(sum succeeded) passed, $(sum failed) failed, $(sum skipped) skipped"
exit "$code"
