#!/usr/bin/env bash
# Runs the tests while every processor is busy with something else.
#
#   eng/load.sh [project [argument of dotnet test...]]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build -v q ${1:+"$1"} </dev/null

busy=()
end() { [[ ${#busy[@]} == 0 ]] || kill "${busy[@]}" 2>/dev/null || true; }
trap end EXIT
for ((i = 0; i < $(nproc); i++)); do
  (while :; do :; done) &
  busy+=($!)
done

eng/with-signals.sh dotnet test --no-build "$@" </dev/null
