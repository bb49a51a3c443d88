#!/bin/sh
# Draws src/site/terminal.svg: what a person sees who checks a module and publishes through it. It runs
# target/modemqtt with a module in software on a terminal of tmux, and turns the screen into SVG.
#
#   mvn -DskipTests package && sh src/site/terminal.sh
set -eu

here=$(cd "$(dirname "$0")" && pwd)
launcher=$here/../../target/modemqtt
work=$(mktemp -d)
tmux="tmux -L modemqtt-picture-$$ -f /dev/null"
columns=118

end() {
  $tmux kill-server 2>/dev/null || :
  [ -z "${module:-}" ] || kill "$module" 2>/dev/null || :
  rm -rf "$work"
}
trap end EXIT
trap 'exit 1' INT TERM

wait_for() {
  tries=0
  until [ -e "$1" ]; do
    tries=$((tries + 1))
    [ "$tries" -lt 90 ] || { echo "there is no $1 after $tries s" >&2; exit 1; }
    sleep 1
  done
}

cd "$work"
unset MODEMQTT_MODEM MODEMQTT_HOST
export XDG_CONFIG_HOME="$work" MODEMQTT_NO_ARCHIVE=1
"$launcher" emulate --pty ./modem --broker embedded --no-delays >module.log 2>&1 &
module=$!
wait_for modem

cat >show <<'SHOW'
show() {
  printf '\033[1;32m$\033[0m \033[1mmodemqtt %s\033[0m\n' "$*"
  "$launcher" "$@"
}
clear
show probe --modem ./modem -h broker.example
echo
show pub --modem ./modem -h broker.example -t sensors/1 -m 21.5 -q 1
echo
show probe --modem /dev/ttyUSB7
touch done
exec sleep 60
SHOW
launcher=$launcher TERM=screen-256color $tmux new-session -d -x $columns -y 60 "sh show"
wait_for "done"
sleep 1
$tmux capture-pane -p -e >screen
awk -v columns=$columns -f "$here/terminal.awk" screen >"$here/terminal.svg"
