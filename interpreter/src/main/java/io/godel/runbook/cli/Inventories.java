package io.godel.runbook.cli;

import io.godel.runbook.backend.kubernetes.Access;
import io.godel.runbook.backend.kubernetes.ClusterInventory;
import io.godel.runbook.backend.kubernetes.KubernetesConnection;
import io.godel.runbook.backend.kubernetes.KubernetesProfile;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.inventory.Inventory;
import io.godel.runbook.inventory.InventoryReader;
import io.godel.runbook.lint.FileInventories;
import io.godel.runbook.lint.InventorySource;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What runbooks are compared with: manifests in folders, or a live cluster. */
final class Inventories {
  private static final String LIVE = "live";

  @Option(
      names = "--inventory",
      paramLabel = "DIR|live",
      description =
          "Compare with these manifests and alert rules, or with a live cluster; may be repeated.")
  List<String> given = List.of();

  @Option(
      names = {"-t", "--target"},
      paramLabel = "PROFILE",
      description = "With --inventory live: the profile of the cluster.")
  Optional<String> target = Optional.empty();

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private FileInventories manifests = new FileInventories(List.of());

  /** Reads a cluster now, and manifests when a rule asks for them. */
  InventorySource source(CommandLine line, RunbookCommand parent, List<Path> runbooks) {
    if (!given.contains(LIVE)) {
      if (target.isPresent()) {
        throw new ParameterException(line, "--target goes with --inventory live");
      }
      manifests = new FileInventories(given.stream().map(Path::of).toList());
      return manifests;
    }
    if (given.size() > 1 || target.isEmpty()) {
      throw new ParameterException(
          line, "--inventory live stands alone, and needs --target PROFILE");
    }
    try {
      Optional<Inventory> cluster = runbooks.isEmpty() ? Optional.empty() : live(runbooks.get(0));
      return configuration -> cluster;
    } catch (IOException unreachable) {
      throw new ParameterException(line, "--inventory live: " + unreachable.getMessage());
    }
  }

  private Optional<Inventory> live(Path runbook) throws IOException {
    Parsed<Optional<Target>> profile = Project.target(runbook, target.orElseThrow());
    diagnostics.addAll(profile.diagnostics());
    Optional<KubernetesProfile> cluster = profile.tree().flatMap(Target::kubernetes);
    if (cluster.isEmpty()) {
      return Optional.empty();
    }
    try (KubernetesConnection connection = KubernetesConnection.open(cluster.get(), Access.LOOK)) {
      return Optional.of(InventoryReader.of(ClusterInventory.read(connection)).tree());
    }
  }

  /** What is wrong with the files that were read so far. */
  List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    all.addAll(manifests.diagnostics());
    return all;
  }

  /** What could not be read so far, each a sentence. */
  List<String> problems() {
    return manifests.problems();
  }
}
