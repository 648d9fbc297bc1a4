package io.godel.runbook.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import io.godel.runbook.project.Project;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.targets.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Target profiles: the shipped ones are right, and wrong ones are told with their place. */
final class ShippedTargetsTest {
  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");

  @TempDir Path folder;

  @Test
  void theShippedProfilesAreRight() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("runbooks/targets"))) {
      List<Path> all = files.toList();
      assertFalse(all.isEmpty());
      for (Path file : all) {
        Parsed<Optional<Target>> read = Project.target(FAILOVER, file.toString());
        assertTrue(read.tree().isPresent(), read.diagnostics().toString());
      }
    }
  }

  @Test
  void theExampleOfThePageIsRight() throws IOException {
    String page = Files.readString(Path.of("docs/targets.md"));
    int from = page.indexOf("```yaml\n") + "```yaml\n".length();
    Path file = folder.resolve("page.yaml");
    Files.writeString(file, page.substring(from, page.indexOf("```", from)));
    Parsed<Optional<Target>> read = Project.target(FAILOVER, file.toString());
    assertTrue(read.tree().isPresent(), read.diagnostics().toString());
  }

  @Test
  void aWrongProfileIsToldWithItsPlace() throws IOException {
    Path file = folder.resolve("wrong.yaml");
    Files.writeString(file, "postgres:\n  primary: {host: a, pod: b, pasword: x}\n");
    Ran run = Ran.runbook("observe", FAILOVER.toString(), "--target", file.toString());
    assertEquals(3, run.exitCode(), run.all());
    assertTrue(run.err().contains("wrong.yaml:2:"), run.err());
    assertTrue(run.err().contains("did you mean `password`?"), run.err());
    assertTrue(run.err().contains("one of `host`, `pod` and `service`"), run.err());
  }

  @Test
  void aTargetThatIsNotThereIsNamed() {
    Ran run = Ran.runbook("observe", FAILOVER.toString(), "--target", "godl");
    assertEquals(3, run.exitCode(), run.all());
    assertTrue(run.err().contains("godl"), run.err());
  }
}
