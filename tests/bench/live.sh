#!/usr/bin/env bash
# What a live run costs: each kind of call in a run beside the client library's bare call and beside a
# process of kubectl or psql; then the whole failover beside a script of such processes
# (failover-by-shell.sh). A lab with a real primary and a real replica of PostgreSQL is the platform.
# Medians over N rounds (5 if none is said), the ways in turn, with the least and the most in brackets.
#
#   tests/bench/live.sh [N] [calls|failover]
set -euo pipefail

rounds="${1:-5}"
parts=("${@:2}")
((${#parts[@]})) || parts=(calls failover)
home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
for program in kubectl psql curl mvn; do
  command -v "$program" >/dev/null || {
    echo "live: $program is not installed, and this compares with it" >&2
    exit 2
  }
done

work="$(mktemp -d)"
# Where an fsync costs nothing.
memory="$(mktemp -d -p /dev/shm)"
benchmark=''
# The servers are of the benchmark's own process group: none of them is left, however it ends.
cleanup() {
  if [[ -n "$benchmark" ]]; then
    kill "$benchmark" 2>/dev/null || true
    wait "$benchmark" 2>/dev/null || true
    kill -KILL -- "-$benchmark" 2>/dev/null || true
  fi
  rm -rf "$work" "$memory"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

cd "$home"
mvn -B -o -q -pl tests -am test-compile dependency:build-classpath \
  -Dmdep.outputFile=target/test-classpath >"$work/build" || {
  cat "$work/build" >&2
  exit 1
}
# Builds what is missing and makes the archive of classes.
./runbook --version >"$work/answer"
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"

"$java" -version 2>&1 | sed -n 2p
kubectl version --client 2>/dev/null | sed -n 1p
psql --version
echo "load $(cut -d ' ' -f 1-3 /proc/loadavg), $(nproc) cores"
echo
set -m
"$java" -cp "tests/target/test-classes:$(cat tests/target/test-classpath)" \
  io.godel.runbook.live.LiveBenchmark "$work" "$memory" "$rounds" "${parts[@]}" &
benchmark=$!
set +m
wait "$benchmark"
echo
echo "load $(cut -d ' ' -f 1-3 /proc/loadavg)"
