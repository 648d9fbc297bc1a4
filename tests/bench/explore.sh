#!/usr/bin/env bash
# How an exploration grows: with the misfortunes of a story, with the steps of a plan, and with cores.
# Whole processes, the second compiler included.
#
#   tests/bench/explore.sh
set -euo pipefail

home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$home/runbook" check "$home/runbooks/database-failover.runbook" >"$work/answer"

# What is explored, in one line: its name, stories, those that come to the same, seconds.
row() {
  local name="$1" begin="${EPOCHREALTIME/[.,]/}" took
  shift
  "$@" --json >"$work/answer" || true
  took=$(((${EPOCHREALTIME/[.,]/} - begin) / 1000))
  tr -d ' \n' <"$work/answer" >"$work/line"
  awk -v name="$name" -v ms="$took" '{
    match($0, /"stories":\[[0-9,]*\]/)
    n = split(substr($0, RSTART + 11, RLENGTH - 12), counts, ",")
    for (i = 1; i <= n; i++) stories += counts[i]
    match($0, /"same":[0-9]*/)
    same = substr($0, RSTART + 7, RLENGTH - 7)
    printf "%-24s %9d %9d %9.1f %9d\n", name, stories, same, ms / 1000, stories * 1000 / ms
  }' "$work/line"
}

heading() {
  printf '\n%-24s %9s %9s %9s %9s\n' "$1" stories same s stories/s
}

failover() {
  "$home/runbook" explore "$home/runbooks/database-failover.runbook" "$@"
}

heading "misfortunes, no-replica"
for faults in 0 1 2 3; do
  row "$faults" failover --world no-replica --faults "$faults"
done

# Steps that each scale one of the workloads, with their undo.
steps() {
  local count="$1" i
  printf 'use k8s\n\nrunbook many "Many" {\n'
  for ((i = 1; i <= count; i++)); do
    printf '  let w%d = k8s.deployment("w%d", in: "small")\n' "$i" "$i"
  done
  printf '\n  scenario many "There are many" when w1.replicas == 3 {\n'
  for ((i = 1; i <= count; i++)); do
    cat <<STEP
    step s$i "Fewer of $i" {
      do     k8s.scale(w$i, replicas: 2)
      verify "they are fewer" w$i.replicas == 2 within 1m every 10s
      undo {
        do     k8s.scale(w$i, replicas: 3)
        verify "they are as many as before" w$i.replicas == 3 within 1m every 10s
      }
    }
STEP
  done
  printf '  }\n\n  recovered { verify "the last has two" w%d.replicas == 2 within 1m every 10s }\n}\n' "$count"
}

world() {
  local count="$1" i
  printf 'kubernetes:\n  namespace: small\n  nodes: {node-1: {}, node-2: {}}\n  deployments:\n'
  for ((i = 1; i <= count; i++)); do
    printf '    w%d: {replicas: 3}\n' "$i"
  done
}

heading "steps, two misfortunes"
for count in 1 2 4 8; do
  steps "$count" >"$work/many.runbook"
  world "$count" >"$work/world.yaml"
  row "$count" "$home/runbook" explore "$work/many.runbook" --world "$work/world.yaml" --faults 2
done

if command -v taskset >"$work/answer"; then
  heading "cores, primary-lost"
  row 1 taskset -c 0 "$home/runbook" explore "$home/runbooks/database-failover.runbook" --world primary-lost
  row "$(nproc)" failover --world primary-lost
fi
