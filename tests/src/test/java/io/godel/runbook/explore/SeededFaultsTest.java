package io.godel.runbook.explore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes that people make in a failover: each is found, with a story as short as can be. */
class SeededFaultsTest {
  @TempDir Path folder;
  private Explored runbook;

  @BeforeEach
  void copy() throws IOException {
    runbook = Explored.failover(folder);
  }

  private void finds(Exploration found, Violation.Kind kind, int misfortunes) {
    Map.Entry<Violation, Story> first =
        found.violations().entrySet().stream()
            .filter(it -> it.getKey().kind() == kind)
            .findFirst()
            .orElseThrow(() -> new AssertionError(found.violations().toString()));
    assertEquals(misfortunes, first.getValue().events().size(), first.toString());
    assertTrue(found.isComplete());
  }

  @Test
  void aPrimaryThatComesBackAfterSomebodySaidThatItIsOff() throws IOException {
    runbook.world(
        "primary-stopped", "extends: healthy\nfaults: [\"at 0s: stop server primary\"]\n");
    runbook.world(
        "said-to-be-off",
        """
        extends: primary-stopped
        people:
          answers:
            switch_off: {off: "true"}
        """);
    Exploration found = runbook.in("said-to-be-off", "failover_on_word", 1);
    finds(found, Violation.Kind.TWO_WRITERS, 1);
    finds(found, Violation.Kind.INVARIANT, 1);
  }

  @Test
  void aRepairThatBringsTheOldPrimaryBackAfterThePromotion() throws IOException {
    runbook.replaced(
        "        do     k8s.patch(config, data: { \"DATABASE_HOST\": before ?? \"postgres\" })\n",
        "        do     k8s.scale(set, replicas: 1)\n");
    finds(runbook.in("primary-lost", 1), Violation.Kind.TWO_WRITERS, 1);
  }

  @Test
  void anUndoWithAWrongValue() throws IOException {
    runbook
        .replaced("do     k8s.scale(set, replicas: before)", "do     k8s.scale(set, replicas: 2)")
        .replaced("set.replicas == before within 1m", "set.replicas == 2 within 1m");
    finds(runbook.in("primary-lost", 1), Violation.Kind.NOT_RESTORED, 1);
  }

  @Test
  void anUndoThatForgetsWhatElseWasChanged() throws IOException {
    String scaled = "      do     k8s.scale(api, replicas: 0)\n";
    runbook.replaced(
        scaled, scaled + "      do     k8s.patch(config, data: { \"MAINTENANCE\": \"on\" })\n");
    finds(runbook.in("corrupted", 1), Violation.Kind.NOT_RESTORED, 1);
  }

  @Test
  void anUndoThatForgetsTheRestart() throws IOException {
    String smaller =
        """
            step smaller_batches "Take less from the queue at once" {
              let batch = config.data["QUEUE_BATCH_SIZE"]
              do     k8s.patch(config, data: { "QUEUE_BATCH_SIZE": "5" })
              verify "it is set" config.data["QUEUE_BATCH_SIZE"] == "5" within 1m every 5s
              undo {
                do     k8s.patch(config, data: { "QUEUE_BATCH_SIZE": batch ?? "10" })
                verify "it is as before" config.data["QUEUE_BATCH_SIZE"] == (batch ?? "10")
                  within 1m every 5s
              }
            }
          }

          recovered {
        """;
    runbook
        .replaced("where it in 21..200 = 50", "where it in 10..200 = 25")
        .replaced("where it >= 1m = 5m", "where it >= 1m = 60m")
        .replaced(
            runbook.part(
                "        do     k8s.patch(config, data: { \"DATABASE_POOL_SIZE\": before",
                "(api)\n"),
            "        do     k8s.patch(config, data: { \"DATABASE_POOL_SIZE\": before ?? \"20\" })\n")
        .replaced("  }\n\n  recovered {\n", smaller);
    Exploration found = runbook.in("pool-exhausted", 1);
    finds(found, Violation.Kind.NOT_RESTORED, 1);
    assertTrue(
        found.violations().keySet().stream()
            .anyMatch(it -> it.what().endsWith("runs with DATABASE_POOL_SIZE: 20 → 25")),
        found.violations().toString());
  }

  @Test
  void anApprovalAfterHalfOfTheDeed() throws IOException {
    String patched =
        "      do     k8s.patch(config, data: { \"DATABASE_POOL_SIZE\": text(pool_size) })\n";
    runbook
        .replaced(
            "param pool_size: Int where it in 21..200 = 50",
            "param pool_size: Int where it in 21..200 = 25")
        .replaced(patched, patched + "      approve \"Restart the API?\" by \"dba\" within 10m\n")
        .replaced(
            runbook.part("      undo {\n        do     k8s.patch(config", "\n      }\n"),
            "      undo keep because \"larger pools do no harm\"\n");
    finds(runbook.in("pool-exhausted", 1), Violation.Kind.AGAINST_A_NO, 1);
  }

  @Test
  void aRestartThatIsOverBeforeTheSettingIsPatched() throws IOException {
    String patched = "    do     k8s.patch(config, data: { \"DATABASE_HOST\": host })\n";
    String restarted = "    do     k8s.rollout_restart(api)\n";
    String over = "    verify \"the API is restarted\" k8s.rollout_done(api) within 5m every 5s\n";
    runbook.replaced(patched + restarted, restarted + over + patched);
    finds(runbook.in("primary-lost", 1), Violation.Kind.LEFT_BROKEN, 0);
  }

  @Test
  void aBoundThatIsTooShort() throws IOException {
    runbook.replaced("== 200\n      within 5m every 5s", "== 200\n      within 10s every 5s");
    finds(runbook.in("primary-lost", 1), Violation.Kind.LEFT_BROKEN, 0);
  }

  @Test
  void aRecoveryThatIsSeenByWhatDoesNotDependOnIt() throws IOException {
    runbook
        .replaced(
            "    do     k8s.rollout_restart(api)\n    verify \"the API is ready, with",
            "    verify \"the API is ready, with")
        .replaced(
            runbook.part("\n        and k8s.rollout_done(api)\n        and http.get", "== 200"), "")
        .replaced(
            runbook.part("  recovered {", "\n  }\n"),
            "  recovered {\n    verify \"it answers\" pg.answers(replica) within 1m every 5s\n  }\n");
    finds(runbook.in("primary-lost", 1), Violation.Kind.FALSE_SUCCESS, 0);
  }

  @Test
  void aValueForTheUndoThatIsReadAfterTheDeed() throws IOException {
    runbook
        .replaced(
            "      do     k8s.scale(api, replicas: 0)\n",
            "      do     k8s.scale(api, replicas: 0)\n      let left = api.replicas\n")
        .replaced(
            "do     k8s.scale(api, replicas: wanted)\n        verify",
            "do     k8s.scale(api, replicas: left)\n        verify")
        .replaced("api.replicas == wanted within 1m", "api.replicas == left within 1m");
    finds(runbook.in("corrupted", 1), Violation.Kind.NOT_RESTORED, 1);
  }

  @Test
  void aFailureThatNobodyIsToldOf() throws IOException {
    assertEquals(Map.of(), runbook.in("no-replica", 0).unhandled());
    runbook.replaced("      on failure escalate to \"Database Admin\" with usage\n", "");
    assertEquals(Map.of("restart", Story.PLAIN), runbook.in("no-replica", 0).unhandled());
  }
}
