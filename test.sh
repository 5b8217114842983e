#!/usr/bin/env bash
# Runs every test. Its last line is "N passed, N failed, N skipped", summed over all projects.
set -u
cd "$(dirname "$0")" || exit 1
log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet build TidalHall.slnx --nologo -v q || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }
dotnet test --solution TidalHall.slnx --no-build 2>&1 | tee "$log"
code=${PIPESTATUS[0]}
sum() { sed 's/\x1b\[[0-9;]*m//g' "$log" | awk -v name="$1:" '$1 == name { n = $2 } END { print n + 0 }'; }
echo "$(sum succeeded) passed, $(sum failed) failed, $(sum skipped) skipped"
exit "$code"
