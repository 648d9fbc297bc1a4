#!/usr/bin/env bash
# From the start of a process to the first request that it makes to the API server, by the server's
# own log: `runbook observe` and `runbook run` of the failover runbook, and `kubectl get` beside
# them where it is installed. Medians over N rounds (15 if none is said), in turn. The lab with a
# healthy world is the server.
#
#   tests/bench/first-call.sh [N]
set -euo pipefail

rounds="${1:-15}"
home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
sample="$home/runbooks/database-failover.runbook"
work="$(mktemp -d)"
server=''
cleanup() {
  if [[ -n "$server" ]]; then
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap cleanup EXIT
export XDG_STATE_HOME="$work/state" KUBECONFIG="$work/kubeconfig"

# Builds what is missing and makes the archive of classes.
"$home/runbook" --version >"$work/answer"
"$home/runbook" lab "$home/runbooks/worlds/healthy.yaml" --kubeconfig "$KUBECONFIG" \
  --requests "$work/requests" >"$work/answer" &
server=$!
until [[ -s "$KUBECONFIG" ]]; do
  kill -0 "$server"
  sleep 0.1
done
printf '%s\n' 'kubernetes: {context: lab, namespace: godel}' \
  'postgres: {primary: {host: 127.0.0.1, port: 1}, replica: {host: 127.0.0.1, port: 1}}' \
  >"$work/target.yaml"

start_observe() { "$home/runbook" observe "$sample" --target "$work/target.yaml"; }
start_run() { "$home/runbook" run "$sample" --target "$work/target.yaml"; }
start_kubectl() { kubectl get --raw /api/v1/namespaces/kube-system; }

names=(observe run)
if command -v kubectl >/dev/null; then
  names+=(kubectl)
fi

for ((round = 0; round < rounds; round++)); do
  for name in "${names[@]}"; do
    seen="$(wc -l <"$work/requests")"
    begin="${EPOCHREALTIME/[.,]/}"
    # The healthy world is nothing to recover, which is said by the exit code.
    "start_$name" >"$work/answer" 2>&1 </dev/null || true
    first="$(sed -n "$((seen + 1))s/ .*//p" "$work/requests")"
    [[ -n "$first" ]] || {
      echo "first-call: $name has asked for nothing:" >&2
      cat "$work/answer" >&2
      exit 1
    }
    echo "$(($(date -d "$first" +%s%6N) - begin))" >>"$work/$name.times"
  done
done

"${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 2p
for name in "${names[@]}"; do
  sort -n "$work/$name.times" >"$work/sorted"
  printf '%-8s first request after' "$name"
  for at in 1 $(((rounds + 1) / 2)) "$rounds"; do
    took="$(sed -n "${at}p" "$work/sorted")"
    printf ' %4d.%d' "$((took / 1000))" "$((took % 1000 / 100))"
  done
  echo ' ms (least, median, most)'
done
