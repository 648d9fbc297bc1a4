package io.godel.runbook.backend.simulated.application;

import io.godel.runbook.backend.simulated.kubernetes.Pod;
import io.godel.runbook.backend.simulated.kubernetes.Program;
import io.godel.runbook.backend.simulated.postgres.PostgresModel;

/** A PostgreSQL server as its kubelet sees it: what it prints, and what {@code pg_isready} says. */
public final class PostgresProgram implements Program {
  private final PostgresModel model;
  private final String server;

  public PostgresProgram(PostgresModel model, String server) {
    this.model = model;
    this.server = server;
  }

  @Override
  public void started(Pod pod) {
    pod.print("LOG:  listening on IPv4 address \"0.0.0.0\", port 5432");
    pod.print(
        model.inRecovery(server)
            ? "LOG:  entering standby mode"
            : "LOG:  database system is ready to accept connections");
  }

  @Override
  public boolean ready(Pod pod) {
    boolean up = model.isUp(server);
    if (up && model.isCorrupted(server)) {
      pod.print("ERROR:  invalid page in block 7 of relation base/16384/16397");
    }
    return up;
  }

  @Override
  public boolean isSteady(Pod pod) {
    return model.isSteady(server);
  }
}
