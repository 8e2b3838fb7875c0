#!/usr/bin/env bash
# eng/fuzz.sh [SECONDS [OPTION...]]: has every target of tests/Tractor.Fuzz stand inputs that mutation, guided by the
# branches that they reach, makes of the corpus: for SECONDS in all (default 60). What breaks one is kept in
# artifacts/fuzz, with the command that tries it again. Needs the SDK only. The last line counts targets.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec </dev/null
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

seconds=${1:-60}
shift || true
dotnet build tests/Tractor.Fuzz -c Release -v q
dotnet run --no-build -c Release --project tests/Tractor.Fuzz -- \
  --seconds "$seconds" --corpus tests/Tractor.Fuzz/Corpus --crashes artifacts/fuzz "$@"
