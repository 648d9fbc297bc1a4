package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What drills come to, and whose loss they see. */
final class DrillsCoverageTest {
  private static final String TEXT =
      """
      use k8s

      runbook scaling "Scaling" {
        let api = k8s.deployment("godel-api", in: "godel")

        scenario up "There are too few" when api.replicas < 5 {
          step more "More of them" {
            guard  "there are some" api.replicas > 0 else skip
            guard  "nobody scales them to many" api.replicas < 100
            do     k8s.scale(api, replicas: 5)
            verify "they are ready" k8s.ready(api) within 5m every 5s
            undo keep because "more do no harm"
          }
        }

        scenario down "There are too many" when api.replicas > 50 {
          step fewer "Fewer of them" {
            do     k8s.scale(api, replicas: 50)
            verify "they are fewer" api.replicas == 50 within 5m every 5s
            undo keep because "so many are enough"
          }
        }

        recovered { verify "there are five" api.replicas == 5 within 1m every 5s }

        test "where there are none, nothing is done" in world "none" {
          expect step more skipped
        }

        test "three become five" in world "three" {
          expect step more done
          expect outcome recovered
        }
      }
      """;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("scaling.runbook"), TEXT);
    Files.createDirectory(folder.resolve("worlds"));
    for (String name : new String[] {"none", "three"}) {
      Files.writeString(
          folder.resolve("worlds").resolve(name + ".yaml"),
          """
          kubernetes:
            namespace: godel
            deployments: {godel-api: {replicas: %d}}
          """
              .formatted(name.equals("none") ? 0 : 3));
    }
  }

  private Ran test(String... more) {
    String[] arguments = new String[more.length + 3];
    arguments[0] = "test";
    arguments[1] = file.toString();
    arguments[2] = "--quiet";
    System.arraycopy(more, 0, arguments, 3, more.length);
    return Ran.runbook(arguments);
  }

  @Test
  void theGuardThatADrillNeedsIsMissed() {
    Ran ran = test("--mutate");
    assertEquals(0, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("of 5 guards and verifications"), ran.out());
    assertFalse(ran.out().contains("guard:there-are-some"), ran.out());
    assertTrue(ran.out().contains("· scaling/up/more/guard:nobody-scales-them-to-many"), ran.out());
  }

  @Test
  void whatNoDrillComesToIsNamed() {
    Ran ran = test("--coverage");
    assertEquals(0, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("line 16   scenario down: chosen\n"), ran.out());
    assertTrue(ran.out().contains("more inside of these"), ran.out());
    assertFalse(ran.out().contains("step fewer"), ran.out());
  }

  @Test
  void tooLittleFails() {
    assertEquals(0, test("--min-coverage", "20").exitCode());
    Ran ran = test("--min-coverage", "95");
    assertEquals(1, ran.exitCode(), ran.all());
    assertTrue(ran.out().contains("scaling  the drills come to "), ran.out());
  }

  @Test
  void programsAreToldTheSame() {
    Ran ran = test("--mutate", "--json");
    assertTrue(ran.out().contains("\"coverage\""), ran.out());
    assertTrue(ran.out().contains("\"scaling/up/more/guard:nobody-scales-them-to-many\""));
  }
}
