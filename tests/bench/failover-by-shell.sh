#!/usr/bin/env bash
# The calls of the scenario failover of runbooks/database-failover.runbook, in its order, each by a
# process of kubectl, psql or curl; nobody is asked and nothing is taken back. Called by live.sh.
#
# TIMES gets a line for each call: what it is, as the runbook's journal calls it, and microseconds;
# `waited` is what the platform took for itself. Needs KUBECONFIG, PG_PRIMARY, PG_REPLICA, WAL (the
# monitoring's question for the primary's last position) and PUBLIC (where users reach the API).
set -euo pipefail

answer="$(mktemp)"
finish() {
  local status=$?
  ((status == 0)) || sed 's/^/failover-by-shell: /' "$answer" >&2
  rm -f "$answer"
}
trap finish EXIT

note() { printf '%s\t%s\t%s\n' "$1" "$2" "$((${EPOCHREALTIME/[.,]/} - $3))" >>"$TIMES"; }

# What is false, or cannot be had, is an answer too.
call() { must "$@" || true; }

# An answer without which the script does not go on.
must() {
  local node="$1" action="$2" begin="${EPOCHREALTIME/[.,]/}" status=0
  shift 2
  "$@" >"$answer" 2>&1 || status=$?
  note "$node" "$action" "$begin"
  return "$status"
}

settle() {
  local begin="${EPOCHREALTIME/[.,]/}"
  "$@" >"$answer" 2>&1
  note waited waited "$begin"
}

k() { kubectl -n godel "$@"; }
primary() { psql "$PG_PRIMARY" -XAt -c "$1"; }
replica() { psql "$PG_REPLICA" -XAt -c "$1"; }
from_api() { k exec deployment/godel-api -- "$@"; }
loss() {
  replica 'SELECT greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())' && curl -sS "$WAL"
}
metrics() {
  local pod
  pod="$(k get pods -o name | grep "$1" | head -n 1)"
  kubectl get --raw "/api/v1/namespaces/godel/pods/${pod#pod/}:$2/proxy/metrics"
}
public() { curl -sS --connect-to "api.godel.local:80:$PUBLIC" "http://api.godel.local$1"; }
ready() { from_api curl -sS -m 10 -w '\n%{http_code}\n' http://localhost:3001/ready; }
until_ready() {
  k rollout status deployment/godel-api --timeout=120s
  until ready; do sleep 0.1; done
}

invariant() {
  call invariant:at-most-one-server-accepts-writes pg.writable primary 'SELECT NOT pg_is_in_recovery()'
  must invariant:at-most-one-server-accepts-writes pg.writable replica 'SELECT NOT pg_is_in_recovery()'
}

must with_replica k8s.exists k get statefulset/postgres-replica --ignore-not-found -o name
invariant
call assess/reachable net.reaches from_api nc -z -w 5 postgres 5432
call assess/up pg.answers pg_isready -qd "$PG_PRIMARY"
call assess/replica_up pg.answers pg_isready -qd "$PG_REPLICA"
call assess/log k8s.logs k logs -l app.kubernetes.io/name=postgres --prefix --tail=100
call assess/sessions pg.sessions primary 'SELECT count(*) FROM pg_stat_activity'
call assess/room pg.setting primary 'SHOW max_connections'
call assess/pool prom.scrape metrics godel-api 9090

must failover/seen pg.replication replica 'SELECT pg_is_in_recovery(), pg_last_wal_receive_lsn()'
call failover/receiver pg.wal_receiver replica 'SELECT * FROM pg_stat_wal_receiver'

step=failover/fence
must "$step/before" k8s.replicas k get statefulset/postgres -o 'jsonpath={.spec.replicas}'
call "$step/guard:the-api-still-cannot-reach-the" net.reaches from_api nc -z -w 5 postgres 5432
call "$step/guard:the-primary-is-down" pg.answers pg_isready -qd "$PG_PRIMARY"
must "$step/guard:at-most-max-lag-of-confirmed" pg.loss_bound loss
must "$step/act:k8s-scale" k8s.scale k scale statefulset/postgres --replicas=0
invariant
settle k wait --for=delete pod/postgres-0 --timeout=60s
call "$step/verify:the-primary-s-pod-is-gone" k8s.exists k get pod/postgres-0 --ignore-not-found -o name
must "$step/fenced" pg.fence k get statefulset,pods -o name

step=failover/promote
must "$step/guard:it-is-a-replica" pg.in_recovery replica 'SELECT pg_is_in_recovery()'
must "$step/guard:it-is-on-the-timeline-that" pg.timeline \
  replica 'SELECT timeline_id FROM pg_control_checkpoint()'
must "$step/guard:at-most-max-lag-of-confirmed" pg.loss_bound loss
must "$step/act:pg-promote" pg.promote replica 'SELECT pg_promote(true, 60)'
invariant
must "$step/verify:the-replica-accepts-writes" pg.writable replica 'SELECT NOT pg_is_in_recovery()'
must "$step/verify:the-old-primary-is-still-fenced" k8s.replicas \
  k get statefulset/postgres -o 'jsonpath={.spec.replicas}'
call "$step/verify:the-old-primary-is-still-fenced" k8s.exists \
  k get pod/postgres-0 --ignore-not-found -o name

step=failover/repoint
must "$step/before" k8s.data k get configmap/godel-config -o 'jsonpath={.data}'
at="$step/act:database-failover-point-at"
must "$at/act:k8s-patch" k8s.patch k patch configmap/godel-config --type merge \
  -p '{"data":{"DATABASE_HOST":"postgres-replica"}}'
invariant
must "$at/act:k8s-rollout-restart" k8s.rollout_restart k rollout restart deployment/godel-api
invariant
settle until_ready
at="$at/verify:the-api-is-ready-with-host"
must "$at" k8s.data k get configmap/godel-config -o 'jsonpath={.data}'
must "$at" k8s.rollout_done k rollout status deployment/godel-api --watch=false
must "$at" http.get ready

must recovered/verify:the-api-reports-ready http.get ready
call recovered/verify:its-last-50-lines-of-log k8s.logs \
  k logs -l app.kubernetes.io/name=godel-api --prefix --tail=50
must recovered/verify:the-exporter-sees-a-database-that prom.scrape \
  metrics postgres-exporter 9187
must recovered/verify:users-reach-the-api http.fetch public /health
must recovered/verify:users-reach-the-api http.fetch public /ready
invariant
