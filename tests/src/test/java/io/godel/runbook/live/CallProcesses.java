package io.godel.runbook.live;

import java.io.IOException;
import java.util.Map;

/** The calls of {@link CallsBenchmark}, each by a process of {@code kubectl} or {@code psql}. */
final class CallProcesses {
  static final String PROCESS = "process";
  private static final int TIMES = 5;

  private final Map<String, String> environment;
  private int number = 1_000_000;

  CallProcesses(Map<String, String> environment) {
    this.environment = environment;
  }

  void round(Samples samples) throws IOException, InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      number++;
      String wanted = Integer.toString(1 + number % 2);
      String data = "{\"data\":{\"QUEUE_BATCH_SIZE\":\"%d\"}}".formatted(number);
      String exporter = "deployment/postgres-exporter";
      String config = "configmap/godel-config";
      kubectl(samples, "k8s.scale", "scale", exporter, "--replicas=" + wanted);
      kubectl(samples, "k8s.patch", "patch", config, "--type", "merge", "-p", data);
      kubectl(samples, "k8s.rollout_restart", "rollout", "restart", exporter);
      psql(samples, "pg.execute", "PG_PRIMARY", "INSERT INTO orders VALUES (" + number + ")");
      kubectl(samples, "k8s.replicas", "get", exporter, "-o", "jsonpath={.spec.replicas}");
      kubectl(samples, "k8s.data", "get", config, "-o", "jsonpath={.data}");
      psql(samples, "pg.in_recovery", "PG_REPLICA", "SELECT pg_is_in_recovery()");
      psql(
          samples,
          "pg.query",
          "PG_PRIMARY",
          "SELECT count(*) AS n FROM orders WHERE id = " + number);
    }
  }

  private void kubectl(Samples samples, String call, String... words)
      throws IOException, InterruptedException {
    String[] command = new String[words.length + 3];
    command[0] = "kubectl";
    command[1] = "-n";
    command[2] = "godel";
    System.arraycopy(words, 0, command, 3, words.length);
    samples.add(call, PROCESS, Processes.timed(environment, command));
  }

  private void psql(Samples samples, String call, String server, String statement)
      throws IOException, InterruptedException {
    String at = environment.get(server);
    samples.add(call, PROCESS, Processes.timed(environment, "psql", at, "-XAt", "-c", statement));
  }
}
