#!/usr/bin/env bash
# Runs the chaos program: trees of actors whose members are killed, stopped and broken. Each seed is a test in the counts of
# the last line; what was wrong is told above it, with the command that does it again.
#
#   eng/chaos.sh [seeds [first]]     60 seeds from 1 by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
seeds=${1:-60}
first=${2:-1}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
dotnet run -c Release --project tests/Tractor.Chaos -- --seeds "$seeds" --first "$first" </dev/null 2>&1 | tee "$log" || true

# Without its last line the program itself failed.
if [[ $(tail -n 1 "$log") =~ ^seeds\ [0-9]+\ hangs\ [0-9]+\ leftovers\ [0-9]+\ unexplained\ [0-9]+$ ]]; then
  failed=$(grep -cE '^seed [0-9]+ FAILED' "$log" || true)
else
  failed=$seeds
fi

echo "$((seeds - failed)) passed, $failed failed, 0 skipped"
[[ $failed == 0 ]]
