package io.godel.runbook.cli;

import io.godel.runbook.lab.Lab;
import io.godel.runbook.project.Project;
import io.godel.runbook.simulation.WorldFile;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code runbook lab}: a simulated cluster that kubectl and runbooks can talk to. */
@Command(name = "lab", description = "Serve a simulated world as a Kubernetes API.")
final class LabCommand implements Callable<Integer> {
  @ParentCommand RunbookCommand parent;

  @Parameters(paramLabel = "WORLD", description = "The world's YAML file.")
  String world;

  @Option(
      names = "--speed",
      defaultValue = "1",
      paramLabel = "N",
      description = "So many times faster than real time.")
  double speed;

  @Option(names = "--port", defaultValue = "0", paramLabel = "N", description = "0 for any.")
  int port;

  @Option(
      names = "--kubeconfig",
      defaultValue = "lab.kubeconfig",
      paramLabel = "FILE",
      description = "Where the kubeconfig is written.")
  Path kubeconfig;

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description = "Write down each request: when, who, what.")
  Optional<Path> requests = Optional.empty();

  @Override
  public Integer call() throws InterruptedException {
    Parsed<Optional<WorldFile>> read = Project.world(Path.of(world), world);
    if (read.tree().isEmpty()) {
      Inputs.tell(parent, read.diagnostics());
      return ExitCode.TEXT_HAS_ERRORS;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    try (RequestLog log = RequestLog.open(requests, Reach.WALL);
        Lab lab =
            Lab.open(
                read.tree().get().make(0),
                new Lab.Options(port, speed, List.of(), log),
                Reach.WALL.instant());
        Interrupts signals = Interrupts.listen(signal -> stopped.countDown(), stopped::countDown)) {
      write(lab.kubeconfig("lab", Lab.ADMIN));
      parent.console.out().println("serving " + world + " at " + lab.address());
      parent.console.out().println("  KUBECONFIG=" + kubeconfig + " kubectl get pods");
      parent.console.out().println("  until Ctrl-C");
      parent.console.out().flush();
      stopped.await();
      return signals == null ? ExitCode.FAILED : ExitCode.OK;
    } catch (IOException refused) {
      parent.console.err().println("error: " + refused.getMessage());
      return ExitCode.FAILED;
    }
  }

  /** It has a token in it. */
  private void write(String text) throws IOException {
    Files.deleteIfExists(kubeconfig);
    Files.createFile(
        kubeconfig,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(kubeconfig, text);
  }
}
