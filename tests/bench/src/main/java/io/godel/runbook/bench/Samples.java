package io.godel.runbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The texts that the benchmarks work on. */
final class Samples {
  private Samples() {}

  /** The shipped runbook that is measured; the build says where it lies. */
  static Path failover() {
    return Path.of(System.getProperty("runbook.runbooks", "runbooks"), "database-failover.runbook");
  }

  /** A folder with that many copies of a runbook and with its neighbours. */
  static Path copies(Path runbook, int count) throws IOException {
    Path folder = Files.createTempDirectory("runbook-bench");
    for (String neighbour : new String[] {"redis-outage.runbook", "agent-storm.runbook"}) {
      Files.copy(runbook.resolveSibling(neighbour), folder.resolve(neighbour));
    }
    for (int i = 0; i < count; i++) {
      Files.copy(runbook, folder.resolve("copy-%04d.runbook".formatted(i)));
    }
    return folder;
  }

  /** A runbook of that many steps, each with a guard, an action and a verification. */
  static String longRunbook(int steps) {
    StringBuilder text =
        new StringBuilder(
            """
            use k8s
            runbook long "Long" {
              owner "db-oncall@company.com"
              let api = k8s.deployment("godel-api", in: "godel")
              scenario main "All of it" {
            """);
    for (int i = 0; i < steps; i++) {
      text.append(
          """
              step s%1$d "Step %1$d" {
                guard "there is an API" api.replicas >= 0
                do k8s.scale(api, replicas: %2$d)
                verify "it has as many pods as wanted" api.replicas == %2$d within 2m every 5s
                undo keep because "any number of pods will do"
              }
          """
              .formatted(i, i % 5 + 1));
    }
    return text.append(
            """
              }
              recovered { verify "the API is ready" k8s.ready(api) within 1m every 5s }
            }
            """)
        .toString();
  }
}
