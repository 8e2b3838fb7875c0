#!/usr/bin/env bash
# Builds once, runs the tests again and again, and tells which tests failed how often. (Chaos, fuzzing and publishing are
# scripts of their own.)
#
#   eng/repeat.sh [times [project [argument of dotnet test...]]]     all tests 20 times by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
times=${1:-20}
shift || true

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
dotnet build -v q ${1:+"$1"} </dev/null

broken=0
for ((run = 1; run <= times; run++)); do
  status=0
  start=$SECONDS
  eng/with-signals.sh dotnet test --no-build "$@" --logger trx --results-directory "$results/$run" </dev/null >"$results/$run.log" 2>&1 || status=$?
  failures=$(grep -rhoE '<UnitTestResult [^>]*outcome="Failed"[^>]*' "$results/$run" 2>/dev/null | grep -oE 'testName="[^"]*"' || true)
  echo "run $run of $times: $((SECONDS - start)) s, $(grep -c . <<<"$failures" || true) failed"
  if [[ -n $failures ]]; then
    printf '%s\n' "$failures" >>"$results/failures"
    grep -E -A 12 '^  Failed ' "$results/$run.log" || true
  elif [[ $status != 0 ]]; then
    # A test host that died, or a run without results.
    broken=$((broken + 1))
    tail -n 30 "$results/$run.log"
  fi
done

if [[ ! -e $results/failures && $broken == 0 ]]; then
  echo "$times runs without a failure"
  exit 0
fi

echo "failures in $times runs:"
[[ ! -e $results/failures ]] || sed -E 's/testName="(.*)"/\1/' "$results/failures" | sort | uniq -c | sort -rn
[[ $broken == 0 ]] || echo "$broken runs ended without telling which test failed"
exit 1
