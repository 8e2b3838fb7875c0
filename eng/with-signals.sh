#!/usr/bin/env bash
# Runs a command that hears Ctrl-C: who starts a script in the background has it ignore that signal, which the tests press,
# and the programs of the tests would ignore it too.
#
#   eng/with-signals.sh COMMAND [argument...]
set -euo pipefail
if env --default-signal=INT true 2>/dev/null; then
  exec env --default-signal=INT,QUIT,HUP "$@"
fi

exec "$@"
