package io.godel.runbook.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.backup.BackupProfile;
import io.godel.runbook.backend.backup.Programs;
import io.godel.runbook.backend.http.HttpProfile;
import io.godel.runbook.backend.notify.NotifyProfile;
import io.godel.runbook.backend.postgres.PostgresProfile;
import io.godel.runbook.backend.redis.RedisProfile;
import io.godel.runbook.engine.Command;
import io.godel.runbook.engine.Input;
import io.godel.runbook.targets.Target;
import io.godel.runbook.value.Value;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the person at the terminal is asked, and what is made of what they type. */
final class OperatorAtTerminalTest {
  private static final Instant NOW = Instant.parse("2026-11-23T03:00:00Z");
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();

  private Input ask(String typed, Set<String> yesTo, Command.Request request) throws Exception {
    return ask(Optional.of(typed), yesTo, request).get(5, TimeUnit.SECONDS);
  }

  private CompletableFuture<Input> ask(
      Optional<String> typed, Set<String> yesTo, Command.Request request) {
    Target target =
        new Target(
            Optional.empty(),
            new PostgresProfile(Map.of()),
            new RedisProfile(Map.of()),
            new HttpProfile(Map.of()),
            new BackupProfile(Map.of()),
            new Programs(Optional.empty()),
            new NotifyProfile(Map.of()),
            Map.of("dba", List.of("ann"), "boss", List.of("bob")));
    CompletableFuture<Input> answer = new CompletableFuture<>();
    new OperatorAtTerminal(
            typed.map(text -> new BufferedReader(new StringReader(text))),
            new PrintStream(shown, true, StandardCharsets.UTF_8),
            "ann",
            target,
            yesTo,
            () -> NOW,
            call -> "- spec.replicas: 1\n+ spec.replicas: 0")
        .ask(request, answer::complete);
    return answer;
  }

  private static Command.Approval approval(String role) {
    Call call = new Call("a", "k8s.scale", Map.of(), true, Duration.ofSeconds(1));
    Command.Prospect prospect =
        new Command.Prospect(
            List.of("k8s.scale(s)"), List.of(call), List.of(), "none", false, List.of());
    return new Command.Approval(
        "r", "n", "fence", "Scale it?", role, false, Duration.ofMinutes(1), prospect);
  }

  private static Input.Decision decision(Input input) {
    return ((Input.Decided) input).decision();
  }

  @Test
  void onlyAClearYesIsAYes() throws Exception {
    for (String yes : List.of("y\n", "yes\n", "Y\n")) {
      assertEquals(Input.Decision.YES, decision(ask(yes, Set.of(), approval("dba"))), yes);
    }
    for (String no : List.of("\n", "n\n", "yep\n", "ok\n", "")) {
      assertEquals(Input.Decision.NO, decision(ask(no, Set.of(), approval("dba"))), no);
    }
  }

  @Test
  void whatEachCallWouldChangeStandsBeforeTheQuestion() throws Exception {
    Input.Decided decided = (Input.Decided) ask("y\n", Set.of(), approval("dba"));
    assertEquals(
        List.of("k8s.scale would change:", "  - spec.replicas: 1", "  + spec.replicas: 0"),
        decided.seen());
    String text = shown.toString(StandardCharsets.UTF_8);
    assertTrue(
        text.indexOf("+ spec.replicas: 0") < text.indexOf("Scale it? [y/N, within 1m]"), text);
    assertTrue(text.contains("k8s.scale would change:"), text);
  }

  @Test
  void aYesBeforehandCountsForItsStepAndItsRoleAlone() throws Exception {
    assertEquals(Input.Decision.YES, decision(ask("n\n", Set.of("fence"), approval("dba"))));
    Input.Decided other = (Input.Decided) ask("y\n", Set.of("fence"), approval("boss"));
    assertEquals(Input.Decision.NO, other.decision());
    assertEquals("ann has not the role boss", other.reason());
  }

  @Test
  void withoutATerminalNothingWaits() throws Exception {
    Input.Decided none =
        (Input.Decided) ask(Optional.empty(), Set.of(), approval("dba")).get(5, TimeUnit.SECONDS);
    assertEquals(Input.Decision.NO, none.decision());
    assertTrue(none.reason().contains("--yes-to"), none.reason());
  }

  @Test
  void answersAreOfTheirTypeOrAskedForAgain() throws Exception {
    Command.Task task =
        new Command.Task(
            "t",
            "n",
            "s",
            "Switch it off",
            "dba",
            Duration.ofMinutes(1),
            List.of(new Command.Field("off", "Bool", "Is it off?")));
    Input.Acknowledged done = (Input.Acknowledged) ask("y\nmaybe\ntrue\n", Set.of(), task);
    assertEquals(Map.of("off", new Value.Bool(true)), done.answers());
    assertTrue(shown.toString(StandardCharsets.UTF_8).contains("that is no Bool"));
    assertEquals(Input.Decision.NO, decision(ask("y\n\n", Set.of(), task)));
  }

  @Test
  void whoDoesNotKnowSaysNothing() throws Exception {
    Call call = new Call("c", "k8s.exec", Map.of(), true, Duration.ofSeconds(1));
    Command.Doubt doubt = new Command.Doubt("d", "n", "s", call, "Did it take effect?");
    assertEquals(Input.Decision.YES, decision(ask("y\n", Set.of(), doubt)));
    CompletableFuture<Input> silent = ask(Optional.of("\n"), Set.of(), doubt);
    Input.Decided later = (Input.Decided) ask("n\n", Set.of(), approval("dba"));
    assertEquals(Input.Decision.NO, later.decision());
    assertEquals(false, silent.isDone());
  }
}
