package io.godel.runbook.outlook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Backend;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.VirtualClock;
import io.godel.runbook.plan.Arguments;
import io.godel.runbook.plan.Plan;
import io.godel.runbook.plan.Planner;
import io.godel.runbook.project.Project;
import io.godel.runbook.report.OutlookJunit;
import io.godel.runbook.report.OutlookSummary;
import io.godel.runbook.report.OutlookText;
import io.godel.runbook.report.Style;
import io.godel.runbook.simulation.World;
import io.godel.runbook.simulation.WorldFacts;
import io.godel.runbook.types.TypedRunbook;
import io.godel.runbook.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A plan that is gone through without being done: everything is looked at, nothing is changed. */
final class OutlookTest {
  private static final Path FAILOVER = Path.of("runbooks/database-failover.runbook");
  private static final Path EXPECTED = Path.of("tests/src/test/resources/outlook");

  private final List<Finding> findings = new ArrayList<>();
  private final List<String> acted = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private static Plan plan() {
    TypedRunbook runbook = new Project().check(FAILOVER).tree().get(0);
    return Planner.plan(runbook, Arguments.read(runbook, Map.of()));
  }

  private static World world(String name) {
    return Project.world(FAILOVER, name).tree().orElseThrow().make(0);
  }

  /** Looks are answered by the world; acts are only taken down. */
  private Outlook outlook(Plan plan, World world) {
    OutlookText report = new OutlookText(Style.PLAIN, line -> text.append(line).append('\n'));
    Backend backend =
        (call, answer) -> {
          if (call.acts()) {
            acted.add(call.action());
            answer.accept(new Outcome.Done(new Value.Unit()));
          } else {
            answer.accept(world.actions().get(call.action()).carryOut(call).outcome());
          }
        };
    return new Outlook(
        plan,
        backend,
        new VirtualClock(world.time()),
        finding -> {
          findings.add(finding);
          report.tell(world.time().now(), finding);
        });
  }

  private void compare(String name, String actual) throws IOException {
    Path expected = EXPECTED.resolve(name);
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, actual);
    }
    assertEquals(Files.readString(expected), actual, "-Dgolden.rewrite=true writes it anew");
  }

  @Test
  void everyScenarioIsLookedAtAndNothingIsDone() throws Exception { // pains 1 and 5, guarantee 14
    World world = world("primary-lost");
    WorldFacts before = WorldFacts.of(world);
    Outlook.Scenarios scenarios = outlook(plan(), world).observe();

    assertEquals(List.of("failover"), scenarios.fit());
    assertEquals(List.of(), acted);
    assertEquals(List.of(), before.until(WorldFacts.of(world)));
    compare("observe-primary-lost.txt", text.toString());
    compare("observe-primary-lost.xml", OutlookJunit.of("database_failover", findings));
  }

  @Test
  void onAHealthyPlatformNothingSpeaksAgainstTheRunbook() throws Exception {
    Outlook.Scenarios scenarios = outlook(plan(), world("healthy")).observe();

    assertEquals(List.of(), scenarios.fit());
    OutlookSummary summary = OutlookSummary.of(findings);
    assertEquals(List.of(), summary.trouble());
    assertTrue(summary.looks() > 20, "" + summary.looks());
  }

  @Test
  void aRehearsalAsksAboutEachActOfTheScenarioThatFits() throws Exception {
    Outlook.Scenarios scenarios =
        outlook(plan(), world("primary-lost"))
            .rehearse(Optional.empty(), call -> "- replicas: 1\n+ replicas: 0");

    assertEquals(List.of("failover"), scenarios.fit());
    assertTrue(acted.contains("k8s.scale"), acted.toString());
    // It needs an evidence that only the real scaling brings about.
    assertTrue(acted.stream().noneMatch("pg.promote"::equals), acted.toString());
    compare("rehearse-primary-lost.txt", text.toString());
  }
}
