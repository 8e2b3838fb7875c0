#!/usr/bin/env bash
# Holds docs/conformance.md against the tests. Prints, by area, the rows that tests carry ([Property("Row", "CTX-01")]),
# those that do not apply or are left for later, each with its reason, and those that miss a test. The last line has the
# sums. Fails when a core row misses its test, or when the page's table of tests is not true; --write writes that anew.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
exec dotnet run -c Release --project eng/conformance -- "$PWD" "$@" </dev/null
