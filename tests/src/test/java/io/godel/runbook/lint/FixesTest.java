package io.godel.runbook.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.lint.rules.AllRules;
import io.godel.runbook.project.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A fix removes its finding, makes none, and keeps everything else byte for byte. */
final class FixesTest {
  private static final String TEXT =
      """
      use k8s%s
      runbook example "An example" {
        param most: Int = 7
        let api = k8s.deployment("godel-api", in: "godel")
      %s
        assess {
          let up = k8s.ready(api)
        }
        scenario work "There is work to do" when up {
          step work "Do the work" {
      %s
            do k8s.rollout_restart(api)
            verify "all pods are new" k8s.rollout_done(api) within 5m every 5s
            undo keep because "a restart cannot be taken back"
          }
        }
        recovered { verify "the API is ready" k8s.ready(api) within 5m every 10s }
      }
      """;

  private static final List<String> ITEMS =
      List.of(
          "  let board = k8s.deployment(\"godel-board\", in: \"godel\")",
          "  /// More than that is too many.\n  let limit = most + 1",
          "  let primary = pg.server(\"primary\")",
          "  action few(api: k8s.Deployment) -> Bool = api.replicas < 3",
          "  // Nothing is said here.",
          "  afterwards {\n  }",
          "  let price = 3 /* in all */ + 4");

  private static final List<String> STATEMENTS =
      List.of(
          "      let before = api.replicas",
          "      let above = api.replicas - most",
          "      guard \"it is there\" not (not up)",
          "      guard \"so it is\" up == true and (up or k8s.ready(api)) != false",
          "      warn \"it is well\" if up then true else false",
          "      do k8s.scale(api, replicas: 3)\n      do k8s.scale(api, replicas: 3)",
          "      do k8s.scale(api, replicas: most) // as many\n\n      do k8s.scale(api, replicas: most)");

  private static final List<String> USES = List.of(", pg", ", pg, net", ", http");

  private static Path folder;

  @BeforeContainer
  static void folder() throws IOException {
    folder = Files.createTempDirectory("fixes");
  }

  @AfterContainer
  static void nothingIsLeft() throws IOException {
    Files.deleteIfExists(folder.resolve("example.runbook"));
    Files.delete(folder);
  }

  private static Linted lint(String text) throws IOException {
    Linter linter =
        new Linter(
            new Project(),
            configuration -> AllRules.list(),
            new Configurations(
                AllRules.list().stream().map(Rule::id).toList(),
                Optional.of(Path.of("tests/src/test/resources/lint/house.yaml"))),
            InventorySource.NONE,
            LocalDate.of(2026, 11, 25));
    return linter.lint(Files.writeString(folder.resolve("example.runbook"), text));
  }

  private static List<String> said(List<Finding> findings) {
    return findings.stream()
        .map(it -> it.diagnostic().code().id() + " " + it.diagnostic().message())
        .sorted()
        .toList();
  }

  @Provide
  Arbitrary<String> items() {
    return Arbitraries.of(ITEMS);
  }

  @Provide
  Arbitrary<String> statements() {
    return Arbitraries.of(STATEMENTS);
  }

  @Provide
  Arbitrary<String> uses() {
    return Arbitraries.of(USES);
  }

  @Property(tries = 120)
  void aFixMendsOneThingAndNothingElse(
      @ForAll("uses") String use,
      @ForAll @Size(max = 4) List<@From("items") String> items,
      @ForAll @Size(max = 4) List<@From("statements") String> statements)
      throws IOException {
    String needed = use.contains("pg") ? use : use + ", pg";
    String text =
        TEXT.formatted(
            needed,
            String.join("\n", items.stream().distinct().toList()),
            String.join("\n", statements.stream().distinct().toList()));
    Linted before = lint(text);
    for (Finding finding : before.findings()) {
      if (finding.fix().isPresent()) {
        Fixer.Fixed fixed = Fixer.fix(before.source().orElseThrow(), List.of(finding));
        assertKept(text, fixed.text(), finding.fix().get());
        List<String> wanted = new ArrayList<>(said(before.findings()));
        assertTrue(wanted.remove(said(List.of(finding)).get(0)));
        assertEquals(wanted, said(lint(fixed.text()).findings()), fixed.text());
      }
    }
  }

  /** What stands around the edits is the same as before. */
  private static void assertKept(String before, String after, Fix fix) {
    int first = fix.edits().stream().mapToInt(edit -> edit.span().start()).min().orElseThrow();
    int last = fix.edits().stream().mapToInt(edit -> edit.span().end()).max().orElseThrow();
    assertEquals(before.substring(0, first), after.substring(0, first));
    assertTrue(after.endsWith(before.substring(last)), after);
  }
}
