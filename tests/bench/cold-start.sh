#!/usr/bin/env bash
# Cold starts in turn, medians over N rounds (31 if none is said): an empty picocli program, and a
# check of the failover runbook, on the same Java, with the same options and each with its own
# class-data archive; the check as `runbook` is called, with its shell, and
# `ansible-playbook --syntax-check` where it is installed.
#
#   tests/bench/cold-start.sh [N]
set -euo pipefail

rounds="${1:-31}"
home="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
sample="$home/runbooks/database-failover.runbook"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Builds what is missing, makes the archive, and says with which options it starts Java.
"$home/runbook" check "$sample" >"$work/answer"
bash -x "$home/runbook" check "$sample" 2>"$work/trace" >"$work/answer" </dev/null
command="$(sed -n 's/^+ exec //p' "$work/trace" | tail -n 1)"
# The first word is Java, and what follows up to -cp are its options.
read -r -a words <<<"${command%% -cp *}"
java="${words[0]}"
options=()
for word in "${words[@]:1}"; do
  [[ "$word" == -XX:SharedArchiveFile=* ]] || options+=("$word")
done

picocli=("$home"/interpreter/target/lib/picocli-*.jar)
mkdir "$work/classes"
"${java%java}javac" -proc:none -cp "${picocli[0]}" -d "$work/classes" \
  "$home/tests/bench/src/main/java/io/godel/runbook/bench/EmptyProgram.java"
"${java%java}jar" --create --file "$work/empty.jar" -C "$work/classes" .
empty=(-cp "$work/empty.jar:${picocli[0]}" io.godel.runbook.bench.EmptyProgram)
"$java" -Xlog:disable -XX:DumpLoadedClassList="$work/classes.list" "${empty[@]}"
"$java" -Xlog:disable -Xshare:dump -XX:SharedClassListFile="$work/classes.list" \
  -XX:SharedArchiveFile="$work/empty.archive" "${empty[@]:0:2}" >"$work/answer" 2>&1

run_empty() { "$java" "${options[@]}" -XX:SharedArchiveFile="$work/empty.archive" "${empty[@]}"; }
# shellcheck disable=SC2086  # what the shell runs in the end, which has no blanks in it
run_check() { $command; }
run_runbook() { "$home/runbook" check "$sample"; }
run_ansible() { ansible-playbook --syntax-check "$work/play.yaml"; }

names=(empty check runbook)
if command -v ansible-playbook >/dev/null; then
  names+=(ansible)
  printf -- '- hosts: localhost\n  tasks:\n    - ansible.builtin.debug:\n        msg: hello\n' \
    >"$work/play.yaml"
fi

for ((round = 0; round < rounds; round++)); do
  for name in "${names[@]}"; do
    begin="${EPOCHREALTIME/[.,]/}"
    "run_$name" >"$work/answer" 2>&1
    echo "$((${EPOCHREALTIME/[.,]/} - begin))" >>"$work/$name.times"
  done
done

median() { sort -n "$work/$1.times" | sed -n "$(((rounds + 1) / 2))p"; }

"$java" -version 2>&1 | sed -n 2p
base="$(median empty)"
for name in "${names[@]}"; do
  took="$(median "$name")"
  printf '%-8s median %5d.%d ms   %d.%02d times the empty program\n' "$name" \
    "$((took / 1000))" "$((took % 1000 / 100))" "$((took / base))" "$((took * 100 / base % 100))"
done
