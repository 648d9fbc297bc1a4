package io.godel.runbook.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every wait of a run is counted. */
class BoundsTest {
  /** One look at the cluster: its action declares no time of its own. */
  private static final Duration LOOK = Duration.ofSeconds(30);

  /** {@code k8s.scale}: the call, then its probe, then a person. */
  private static final Duration SCALE =
      Duration.ofSeconds(30).plus(Bounds.DECIDING).plus(LOOK).plus(Bounds.DOUBT);

  private static final Duration VERIFIED = Duration.ofMinutes(2).plus(LOOK);
  private static final String VERIFY = "verify \"v\" a.ready within 2m every 5s\n";
  private static final String ACT = "do k8s.scale(a, replicas: 1)\n";
  private static final String UNDO =
      "undo { do k8s.scale(a, replicas: 2)\n verify \"u\" a.ready within 2m every 5s }\n";
  private static final String KEEP = "undo keep because \"k\"\n";

  private static Plan plan(String items, String steps) {
    return Plans.of(
        """
        use k8s, notify
        runbook r "R" {
          let a = k8s.deployment("a", in: "n")
          let b = k8s.deployment("b", in: "n")
          %s
          scenario s "S" when not a.ready {
            %s
          }
          recovered { verify "r" a.ready within 1m every 5s }
        }
        """
            .formatted(items, steps),
        Map.of());
  }

  private static Duration scenario(String steps) {
    return plan("", steps).scenarios().get(0).bound();
  }

  private static String step(String name, String clauses, String body) {
    return "step %s \"T\" %s {\n%s}\n".formatted(name, clauses, body);
  }

  private static Duration sum(Duration... parts) {
    return List.of(parts).stream().reduce(Duration.ZERO, Duration::plus);
  }

  @Test
  void aGuardIsAskedTwice() {
    assertEquals(
        sum(LOOK, LOOK, VERIFIED), scenario(step("x", "", "guard \"g\" a.ready\n" + VERIFY)));
  }

  @Test
  void aConditionOfManyLooksEndsWithALastOne() {
    Duration many = sum(Bounds.LOOKING, LOOK);
    assertEquals(
        sum(many, many, VERIFIED),
        scenario(step("x", "", "guard \"g\" a.ready and b.ready\n" + VERIFY)));
  }

  @Test
  void peopleAreWaitedFor() {
    String body = "approve \"q\" by \"dba\" within 7m\nmanual \"m\" by \"ops\" within 11m\n";
    assertEquals(Duration.ofMinutes(18), scenario(step("x", "", body)));
  }

  @Test
  void aCallCanBeInDoubt() {
    assertEquals(sum(SCALE, VERIFIED), scenario(step("x", "", ACT + VERIFY + KEEP)));
  }

  @Test
  void aPersonDecidesAtOnceWhereThereIsNoProbe() {
    String post = "do notify.post(channel: \"c\", text: \"t\")\n";
    assertEquals(
        sum(Duration.ofSeconds(10), Bounds.DOUBT, VERIFIED),
        scenario(step("x", "", post + VERIFY + KEEP)));
  }

  @Test
  void retriesAndTheirPauses() {
    String act = "do k8s.scale(a, replicas: 1) timeout 5s retry 2 times backoff 1s..4s\n";
    Duration once = SCALE.minusSeconds(25);
    assertEquals(
        sum(once.multipliedBy(3), Duration.ofSeconds(8), VERIFIED),
        scenario(step("x", "", act + VERIFY + KEEP)));
  }

  @Test
  void invariantsAreLookedAtAfterEachEffect() {
    Plan plan = plan("invariant \"i\" { k8s.exists(b) }", step("x", "", ACT + VERIFY + KEEP));
    assertEquals(sum(SCALE, LOOK, VERIFIED), plan.scenarios().get(0).bound());
    Duration recovered = sum(Duration.ofMinutes(1), LOOK);
    assertEquals(sum(LOOK, plan.scenarios().get(0).bound(), recovered, LOOK, LOOK), plan.bound());
  }

  /** What is in flight when a step's time is over comes to its end all the same. */
  @Test
  void aStepsTimeLimitWaitsForWhatIsInFlight() {
    String body = "approve \"q\" by \"dba\" within 9h\n" + ACT + VERIFY + KEEP;
    assertEquals(sum(Duration.ofMinutes(3), SCALE), scenario(step("x", "timeout 3m", body)));
  }

  @Test
  void undoGoesOneByOneAlsoWhereTheWayForwardWentSideBySide() {
    String both =
        "parallel {\n"
            + step("x", "", ACT + VERIFY + UNDO)
            + step("y", "", ACT + VERIFY + UNDO)
            + "}\n";
    assertEquals(sum(SCALE, VERIFIED).multipliedBy(3), scenario(both));
  }

  @Test
  void aLoopOverWhatIsKnown() {
    String loop = "for i in 1..5 max 2 at once {\n" + step("x", "", VERIFY) + "}\n";
    assertEquals(VERIFIED.multipliedBy(3), scenario(loop));
  }

  @Test
  void aLoopOverWhatOnlyTheRunKnows() {
    String loop = "for p in k8s.pods(\"a=b\", in: \"n\") {\n" + step("x", "", VERIFY) + "}\n";
    assertEquals(sum(LOOK, VERIFIED.multipliedBy(Bounds.ELEMENTS_MAX)), scenario(loop));
  }

  @Test
  void theLongerWayOfABranchAndWhatFollowsAFailure() {
    String branch =
        "if a.ready {\n"
            + step("x", "", VERIFY)
            + "} else {\n"
            + step("y", "", VERIFY + "on failure { verify \"f\" b.ready within 4m every 5s }\n")
            + "}\n";
    assertEquals(sum(LOOK, VERIFIED, Duration.ofMinutes(4), LOOK), scenario(branch));
  }

  @Test
  void anotherScenarioComesOnTop() {
    Plan plan =
        plan(
            "scenario other \"O\" {\n" + step("y", "", VERIFY) + "}\n",
            step("x", "", "guard \"g\" b.ready else use other\n" + VERIFY));
    assertEquals(VERIFIED, plan.scenario("other").orElseThrow().bound());
    assertEquals(sum(LOOK, LOOK, VERIFIED, VERIFIED), plan.scenario("s").orElseThrow().bound());
  }

  @Test
  void answersMakeItShorterAndNothingElse() {
    for (String name : Plans.NAMES) {
      Plan plan = Plans.named(name);
      assertEquals(plan.bound(), PlanBounds.of(plan).whole());
      assertTrue(PlanBounds.answered(plan).whole().compareTo(plan.bound()) < 0, name);
    }
  }
}
