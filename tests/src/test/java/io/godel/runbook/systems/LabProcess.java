package io.godel.runbook.systems;

import io.godel.runbook.cli.Main;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code runbook lab} as a process of its own. */
final class LabProcess implements AutoCloseable {
  private static final String SPEED = "50";

  private final Process process;
  private final Path kubeconfig;

  private LabProcess(Process process, Path kubeconfig) {
    this.process = process;
    this.kubeconfig = kubeconfig;
  }

  static LabProcess start(Path folder) throws IOException {
    Path kubeconfig = folder.resolve("kubeconfig");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "lab",
            "runbooks/worlds/healthy.yaml",
            "--speed",
            SPEED,
            "--kubeconfig",
            kubeconfig.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String first = process.inputReader().readLine();
    if (first == null || !first.startsWith("serving ")) {
      process.destroyForcibly();
      throw new IOException("the lab does not start: " + first);
    }
    return new LabProcess(process, kubeconfig);
  }

  /** Names it as any other cluster. */
  Map<String, String> environment() {
    return Map.of(
        ClusterUnderTest.KUBECONFIG,
        kubeconfig.toString(),
        ClusterUnderTest.NAMESPACE,
        "godel",
        ClusterUnderTest.IMAGE,
        "any");
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
