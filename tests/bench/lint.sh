#!/usr/bin/env bash
# Lints growing numbers of copies of the failover runbook, each in one process: files per second, and
# time as a power of the number of files. Beside it `ansible-lint` and `shellcheck`, where they are
# installed, on as many files of about the same length.
#
#   tests/bench/lint.sh [N...]          100, 1000 and 10000 if nothing is said
set -euo pipefail

counts=("$@")
((${#counts[@]})) || counts=(100 1000 10000)
home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

"$home/runbook" lint "$home/runbooks" >"$work/answer"

milliseconds() {
  local begin="${EPOCHREALTIME/[.,]/}"
  "$@" >"$work/answer" 2>&1 || true
  echo $(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
}

# A folder with that many copies of a file and, for runbooks, their neighbours.
copies() {
  local count="$1" file="$2" suffix="$3" i
  rm -rf "$work/copies"
  mkdir "$work/copies"
  for ((i = 0; i < count; i++)); do
    cp "$file" "$work/copies/copy-$i$suffix"
  done
}

printf '%8s %10s %10s\n' files ms files/s
first_count='' first_time='' last_count='' last_time=''
for count in "${counts[@]}"; do
  copies "$count" "$home/runbooks/database-failover.runbook" .runbook
  cp "$home"/runbooks/{redis-outage,agent-storm}.runbook "$work/copies/"
  time="$(milliseconds "$home/runbook" lint "$work/copies")"
  printf '%8d %10d %10d\n' "$count" "$time" $((count * 1000 / time))
  [[ -n "$first_count" ]] || first_count="$count" first_time="$time"
  last_count="$count" last_time="$time"
done
if [[ "$first_count" != "$last_count" ]]; then
  awk -v a="$first_count" -v s="$first_time" -v b="$last_count" -v t="$last_time" \
    'BEGIN { printf "time grows as a power of the size: %.2f\n", log(t / s) / log(b / a) }'
fi

beside() {
  local name="$1" file="$2" suffix="$3" count="${counts[0]}"
  shift 3
  copies "$count" "$file" "$suffix"
  local time
  time="$(milliseconds "$@" "$work/copies"/*)"
  printf '%s: %d files in %d ms, %d files/s\n' "$name" "$count" "$time" $((count * 1000 / time))
}

if command -v ansible-lint >/dev/null; then
  printf -- '- hosts: all\n  tasks:\n' >"$work/play.yml"
  for ((i = 0; i < 100; i++)); do
    printf '    - name: Restart %d\n      ansible.builtin.command: "true"\n' "$i" >>"$work/play.yml"
  done
  beside ansible-lint "$work/play.yml" .yml ansible-lint --offline
else
  echo 'ansible-lint: not installed'
fi
if command -v shellcheck >/dev/null; then
  beside shellcheck "$home/runbook" .sh shellcheck
else
  echo 'shellcheck: not installed'
fi
