package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.targets.LiveTarget;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The live target that a command is about. */
final class Reach {
  /** What such a command has its time from. */
  static final InstantSource WALL = InstantSource.system();

  @Option(
      names = {"-t", "--target"},
      required = true,
      paramLabel = "PROFILE",
      description = "A profile beside the runbook, or a YAML file.")
  String target;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The kubeconfig's context, instead of the profile's.")
  Optional<String> context = Optional.empty();

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "Where nothing else is said, instead of the profile's.")
  Optional<String> namespace = Optional.empty();

  /** Empty when the profile has errors, which then have been told. */
  Optional<Target> profile(RunbookCommand parent, Path runbook) {
    Parsed<Optional<Target>> read = Project.target(runbook, target);
    if (read.tree().isEmpty()) {
      Inputs.tell(parent, read.diagnostics());
    }
    return read.tree().map(it -> it.with(context, namespace));
  }

  /**
   * @throws IOException when the target cannot be reached, or is another one
   */
  static LiveTarget open(RunbookCommand parent, Target target, Access access, String run)
      throws IOException {
    return LiveTarget.open(target, access, parent.console.environment(), run, WALL);
  }
}
