#!/usr/bin/env bash
# Writes src/Tractor.Runtime/PublicAPI.Unshipped.txt anew from what the analyzer says of the sources, so that a change of
# the public surface is a change of that file, to be read in review.
# The build itself fails when the file and the sources differ.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
api=src/Tractor.Runtime/PublicAPI.Unshipped.txt

# Against an empty file everything public is missing; each message names one member between quotes.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$api" "$work/before"
echo '#nullable enable' >"$api"
if ! dotnet build src/Tractor.Runtime -v q --no-incremental -p:TreatWarningsAsErrors=false -p:WarningsNotAsErrors=RS0016 \
  "-flp:logfile=$work/log;warningsonly" </dev/null >"$work/build"; then
  cp "$work/before" "$api"
  grep -E ' error ' "$work/build" | sort -u >&2
  exit 1
fi

members=$(sed -nE "s/^.*RS0016: Symbol '(.*)' is not part of the declared public API.*$/\1/p" "$work/log" | LC_ALL=C sort -u)
{ echo '#nullable enable'; printf '%s\n' "$members"; } >"$api"
echo "$(wc -l <<<"$members") members in $api"
