# Database Failover, by hand. Go through it line by line; it is no script to run.
PG_PRIMARY=   # put here where that is
PG_REPLICA='host=replica dbname=godel'
with_replica=$(kubectl -n godel get statefulset/postgres-replica --ignore-not-found -o name)
# servers is if with_replica then [primary, replica] else [primary]
read -rp 'servers: ' servers
reachable=$(kubectl -n godel exec deployment/godel-api -- nc -z -w 5 postgres 5432 && echo true || echo false)
up=$(pg_isready -qd "$PG_PRIMARY" && echo true || echo false)
# replica_up is with_replica and pg.answers(replica)
pg_isready -qd "$PG_REPLICA" && echo true || echo false
read -rp 'replica_up: ' replica_up
# log is k8s.logs(k8s.pods("app.kubernetes.io/name=postgres", in: namespace), tail: 100)
kubectl -n godel logs -l app.kubernetes.io/name=postgres --prefix --tail=100
read -rp 'log: ' log
# sessions is pg.session_count(primary)
psql "$PG_PRIMARY" -XAt -c 'SELECT pid, backend_start, usename, application_name, state, now() - state_change, now() - xact_start, query FROM pg_stat_activity WHERE backend_type = '\''client backend'\'' AND pid <> pg_backend_pid()'
read -rp 'sessions: ' sessions
# room is int(pg.setting(primary, "max_connections")) ?? 0
psql "$PG_PRIMARY" -XAt -c 'SHOW max_connections'
read -rp 'room: ' room
# pool is prom.scrape(from: api, port: 9090).named("pg_pool.*")
kubectl -n godel exec deployment/godel-api -- curl -sS -m 10 http://localhost:9090/metrics
read -rp 'pool: ' pool
# mind: the API exposes no metrics of its pool: that is no data, and not good news, unless:  size(pool) > 0

# === Scenario failover: The primary is lost, a replica is there
seen=$(psql "$PG_REPLICA" -XAt -c 'SELECT pg_is_in_recovery(), pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn(), (SELECT timeline_id FROM pg_control_checkpoint())')
receiver=$(psql "$PG_REPLICA" -XAt -c 'SELECT * FROM pg_stat_wal_receiver')

# --- fence: done already

# --- promote: Promote the replica
#   at most 1 servers
# only if it is a replica:  pg.in_recovery(replica)
psql "$PG_REPLICA" -XAt -c 'SELECT pg_is_in_recovery()'
#   else: stop, and take back what was done
# only if it is on the timeline that it had when we first looked:  pg.timeline(replica) == seen.timeline
psql "$PG_REPLICA" -XAt -c 'SELECT timeline_id FROM pg_control_checkpoint()'
#   else: stop, and take back what was done
# only if at most 16MiB of confirmed writes would be lost:  pg.loss_bound(replica, primary) <= max_lag
psql "$PG_REPLICA" -XAt -c 'SELECT pg_last_wal_receive_lsn(), (SELECT latest_end_lsn FROM pg_stat_wal_receiver)'
#   else: stop, and take back what was done
# ask dba: Promote the replica to primary?
psql "$PG_REPLICA" -XAt -c 'SELECT pg_promote(true, 60)'
# wait at most 1m until the replica accepts writes:  pg.writable(replica)
psql "$PG_REPLICA" -XAt -c 'SELECT NOT pg_is_in_recovery()'
# wait at most 30s until the old primary is still fenced:  set.replicas == 0 and k8s.gone(set.pod())
kubectl -n godel get statefulset/postgres -o jsonpath='{.spec.replicas}'
kubectl -n godel get pod/postgres-0 --ignore-not-found -o name
# POINT OF NO RETURN: a new timeline has begun

# --- repoint: Point the application at the new primary
# before is config.data["DATABASE_HOST"]
kubectl -n godel get configmap/godel-config -o jsonpath='{.data}'
read -rp 'before: ' before
kubectl -n godel patch configmap/godel-config --type merge -p '{"data":{"DATABASE_HOST":"postgres-replica"}}'
kubectl -n godel rollout restart deployment/godel-api
# wait at most 5m until the API is ready, with postgres-replica as its database:  config.data["DATABASE_HOST"] == host and k8s.rollout_done(api) and http.get(from: api, url: "http://localhost:3001/ready").status == 200
kubectl -n godel get configmap/godel-config -o jsonpath='{.data}'
kubectl -n godel rollout status deployment/godel-api --watch=false
kubectl -n godel exec deployment/godel-api -- curl -sS -m 10 -w '\n%{http_code}\n' http://localhost:3001/ready

# === Recovery check
# wait at most 5m until the API reports ready:  http.get(from: api, url: "http://localhost:3001/ready").status == 200
kubectl -n godel exec deployment/godel-api -- curl -sS -m 10 -w '\n%{http_code}\n' http://localhost:3001/ready
# wait at most 15m until its last 50 lines of log show no connection error:  not any(line in k8s.logs(k8s.pods("app.kubernetes.io/name=godel-api", in: namespace), tail: 50) where line matches ".*connection error.*")
kubectl -n godel logs -l app.kubernetes.io/name=godel-api --prefix --tail=50
# wait at most 2m until the exporter sees a database that is up:  any(sample in prom.scrape(from: metrics, port: 9187).named("pg_up") where sample.value == 1.0)
kubectl -n godel exec deployment/postgres-exporter -- curl -sS -m 10 http://localhost:9187/metrics
# wait at most 2m until users reach the API:  http.fetch("http://api.godel.local/health").status == 200 and http.fetch("http://api.godel.local/ready").status == 200
curl -sS -m 10 -w '\n%{http_code}\n' http://api.godel.local/health
curl -sS -m 10 -w '\n%{http_code}\n' http://api.godel.local/ready
# afterwards: Document the timeline of the incident
# afterwards: Update this runbook if the procedure was another
# afterwards: Review the settings of the connection pools
# afterwards: Consider a replica, where there is none
