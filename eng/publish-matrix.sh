#!/usr/bin/env bash
# Publishes two small programs in every hosting that a program can have, runs each, and checks that its children came to
# life and are gone afterwards: the first example, and a program whose endpoints live in a class library. (The remaining
# hosting, a test host, is what the tests with processes run in.) Prints a line a check and ends with the counts.
#
#   eng/publish-matrix.sh [hosting...]     apphost, single-file, self-contained, trimmed, native; all of them by default
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

passed=0
failed=0
skipped=0
out=artifacts/publish-matrix
mkdir -p "$out"

pass() { passed=$((passed + 1)); echo "PASS $1"; }
fail() { failed=$((failed + 1)); echo "FAIL $1: $2"; }
skip() { skipped=$((skipped + 1)); echo "SKIP $1: $2"; }

# publish PROJECT HOSTING: its log is left in $out/publish.log.
publish() {
  local options=()
  [[ $2 == apphost ]] || options=("-p:ProgramHosting=$2")
  dotnet publish "$1" -c Release --artifacts-path "$out/build-$2" -o "$out/$2/$(basename "$1")" \
    "${options[@]}" </dev/null >"$out/publish.log" 2>&1
}

# Whether a line of the log warns of trimming or native compilation in code of ours. MemoryPack warns of itself, and the
# runtime of start-up hooks as such: ours is rooted.
warns_of_ours() { grep -E 'warning IL[23][0-9]{3}' "$out/publish.log" | grep -vE 'MemoryPack\.Core|System\.StartupHookProvider' | grep -q .; }

# alive PID...: prints those that are a running process (a zombie that init has yet to reap is none).
alive() {
  local pid state
  for pid in "$@"; do
    state=$(sed -E 's/^[0-9]+ \(.*\) (.).*/\1/' "/proc/$pid/stat" 2>/dev/null) || continue
    [[ $state == Z || $state == X ]] || echo "$pid"
  done
}

# check LABEL PROGRAM CHILDREN LAST-LINE [ARGUMENT...]
check() {
  local label=$1 program=$2 children=$3 last=$4 status=0
  shift 4
  timeout 60 "$program" "$@" </dev/null >"$out/run.log" 2>"$out/run.err" || status=$?
  local pids
  pids=$(sed -nE 's/^endpoint task started in [A-Za-z0-9_]+@([0-9]+)$/\1/p' "$out/run.log")
  local count
  count=$(wc -w <<<"$pids")
  if [[ $status != 0 ]]; then
    fail "$label" "it ended with $status: $(tail -n 5 "$out/run.err" | tr '\n' ' ')"
  elif [[ $count != "$children" ]]; then
    fail "$label" "$count children announced themselves, not $children: $(tr '\n' ' ' <"$out/run.log")"
  elif [[ $(tail -n 1 "$out/run.log") != "$last" ]]; then
    fail "$label" "its last line is '$(tail -n 1 "$out/run.log")', not '$last'"
  elif [[ -n $(alive $pids) ]]; then
    fail "$label" "it left processes behind: $(alive $pids | tr '\n' ' ')"
  else
    pass "$label"
  fi
}

# ensure_linker: the system's linker, which native compilation calls; installed where that can be done.
ensure_linker() {
  has_linker && return 0
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null || return 1
  DEBIAN_FRONTEND=noninteractive apt-get update -qq </dev/null >/dev/null 2>&1 &&
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq clang zlib1g-dev </dev/null >/dev/null 2>&1 && has_linker
}

has_linker() {
  { command -v clang || command -v gcc; } >/dev/null 2>&1 && [[ -e /usr/include/zlib.h ]]
}

matrix() {
  local hosting=$1
  if [[ $hosting == native ]] && ! ensure_linker; then
    skip "WeAreProcesses, native" "neither clang nor gcc with zlib is installed, and they cannot be installed here"
    skip "class library, native" "the same"
    return
  fi

  if publish examples/WeAreProcesses "$hosting" && ! warns_of_ours; then
    check "WeAreProcesses, $hosting" "$out/$hosting/WeAreProcesses/WeAreProcesses" "$(nproc)" "Zombies contained" --seconds 5
  else
    fail "WeAreProcesses, $hosting" "it does not publish cleanly: $(grep -E 'error|warning IL' "$out/publish.log" | sort -u | head -n 3)"
  fi

  if publish tests/Hosting/Tractor.Hosting.Program "$hosting" && ! warns_of_ours; then
    check "class library, $hosting" "$out/$hosting/Tractor.Hosting.Program/Tractor.Hosting.Program" 1 \
      "the sum of 3 numbers is 6, the square is 49"
  else
    fail "class library, $hosting" "it does not publish cleanly: $(grep -E 'error|warning IL' "$out/publish.log" | sort -u | head -n 3)"
  fi
}

hostings=("$@")
[[ $# -gt 0 ]] || hostings=(apphost single-file self-contained trimmed native)
for hosting in "${hostings[@]}"; do
  matrix "$hosting"
done

echo "inside dotnet test's host: covered by the tests with real processes, which run in it"
echo "$passed passed, $failed failed, $skipped skipped"
[[ $failed == 0 ]]
