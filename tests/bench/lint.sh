#!/usr/bin/env bash
# Lints growing numbers of copies of the failover runbook, and of its literal transcription, each in one
# process: files per second, and time as a power of the number of files. Beside it `ansible-lint` and
# `shellcheck`, where they are installed, on as many files of about the same length.
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

# Growing numbers of one runbook: the power is that of the first and the last of them.
grow() {
  local file="$1" count time first_time=''
  printf '%s, %d lines\n%8s %10s %10s %10s\n' "${file##*/}" "$(wc -l <"$file")" files ms files/s lines/s
  for count in "${counts[@]}"; do
    copies "$count" "$file" .runbook
    cp "$home"/runbooks/*.runbook "$work/copies/"
    time="$(milliseconds "$home/runbook" lint "$work/copies")"
    printf '%8d %10d %10d %10d\n' "$count" "$time" $((count * 1000 / time)) \
      $((count * $(wc -l <"$file") * 1000 / time))
    [[ -n "$first_time" ]] || first_time="$time"
  done
  if ((${#counts[@]} > 1)); then
    awk -v a="${counts[0]}" -v s="$first_time" -v b="$count" -v t="$time" \
      'BEGIN { printf "time grows as a power of the size: %.2f\n", log(t / s) / log(b / a) }'
  fi
}

grow "$home/runbooks/database-failover.runbook"
grow "$home/tests/src/test/resources/lint/naive/database-failover.runbook"

beside() {
  local name="$1" file="$2" suffix="$3" count="${counts[0]}"
  shift 3
  copies "$count" "$file" "$suffix"
  local time
  time="$(milliseconds "$@" "$work/copies"/*)"
  printf '%s: %d files of %d lines in %d ms, %d files/s\n' "$name" "$count" "$(wc -l <"$file")" "$time" $((count * 1000 / time))
}

play() {
  printf -- '- hosts: localhost\n  tasks:\n'
  for ((i = 0; i < 50; i++)); do
    printf '    - name: Restart %d\n      ansible.builtin.command: "true"\n' "$i"
  done
}

play >"$work/play.yml"
if command -v ansible-lint >/dev/null; then
  beside ansible-lint "$work/play.yml" .yml ansible-lint --offline
else
  echo 'ansible-lint: not installed'
fi
# ansible-lint calls it for every playbook, so it cannot be faster.
if command -v ansible-playbook >/dev/null; then
  beside 'ansible-playbook --syntax-check' "$work/play.yml" .yml ansible-playbook --syntax-check
else
  echo 'ansible-playbook: not installed'
fi
if command -v shellcheck >/dev/null; then
  beside shellcheck "$home/runbook" .sh shellcheck
else
  echo 'shellcheck: not installed'
fi
