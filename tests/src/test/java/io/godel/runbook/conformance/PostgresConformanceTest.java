package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.Outcome;
import io.godel.runbook.library.StandardLibrary;
import io.godel.runbook.syntax.Decl;
import io.godel.runbook.syntax.Parser;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the module {@code pg} answers in the same situations, by the model and by real servers: the
 * same results of the same types, the same refusals.
 */
final class PostgresConformanceTest {
  static final Set<String> ACTING = Set.of("pg.promote", "pg.terminate", "pg.execute");

  private static final Value YES = new Value.Bool(true);
  private static final Value NO = new Value.Bool(false);

  @TempDir Path folder;

  /** The answers of one side, in the order of the situations. */
  private static final class Story {
    private final PostgresSide side;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Set<String> called = new TreeSet<>();
    private String situation = "";

    Story(PostgresSide side) {
      this.side = side;
    }

    void when(String now) {
      situation = now;
    }

    Outcome ask(String what, String action, Object... arguments) throws Exception {
      called.add(action);
      Outcome outcome = side.call(action, arguments);
      answers.put(
          "%s: %s %s".formatted(situation, action, what),
          Said.of(outcome, PostgresConformanceTest::shown));
      return outcome;
    }

    Value done(String what, String action, Object... arguments) throws Exception {
      Outcome outcome = ask(what, action, arguments);
      if (outcome instanceof Outcome.Done done) {
        return done.result();
      }
      throw new AssertionError(situation + ": " + action + " " + what + ": " + outcome);
    }

    void each(List<String> actions, String parameter, String server) throws Exception {
      for (String action : actions) {
        ask(server, action, parameter, server(server));
      }
    }
  }

  private static Value.Handle server(String name) {
    return new Value.Handle("pg.Server", Map.of("name", new Value.Str(name)));
  }

  private static Value.Statement sql(String text, Map<String, String> row, Value... parameters) {
    return new Value.Statement(
        List.of(text.split("\\$", -1)),
        List.of(parameters),
        Optional.of(new Value.RowShape("Row", row)));
  }

  private static Value fenced(String about) {
    return new Value.Evidence("pg.Fenced", List.of(server(about)), Instant.EPOCH, Map.of());
  }

  /** With what is the same wherever servers run: no positions, ages, numbers of processes. */
  private static String shown(Value value) {
    if (value instanceof Value.Fields fields) {
      Map<String, String> parts = new TreeMap<>();
      fields.values().forEach((name, part) -> parts.put(name, part(name, part)));
      return fields.type() + parts;
    } else if (value instanceof Value.Items items) {
      List<String> parts = new ArrayList<>();
      items.values().forEach(each -> parts.add(shown(each)));
      return parts.toString();
    } else if (value instanceof Value.Evidence evidence) {
      return evidence.name() + " about " + evidence.about() + " by " + evidence.facts().keySet();
    } else if (value instanceof Value.Handle handle && handle.identity().containsKey("position")) {
      return handle.type();
    }
    return value.toString();
  }

  private static final Set<String> VARYING =
      Set.of(
          "pid",
          "started",
          "state_age",
          "transaction_age",
          "query",
          "sender",
          "lag",
          "state",
          "kept");

  private static String part(String name, Value value) {
    return VARYING.contains(name) && !(value instanceof Value.None)
        ? value.getClass().getSimpleName()
        : shown(value);
  }

  private static final List<String> LOOKS =
      List.of(
          "pg.answers",
          "pg.writable",
          "pg.in_recovery",
          "pg.timeline",
          "pg.replication",
          "pg.standbys",
          "pg.slots");

  private static Story whole(PostgresSide side) throws Exception {
    Story story = new Story(side);
    try {
      tell(story);
    } finally {
      side.close();
    }
    return story;
  }

  private static void tell(Story story) throws Exception {
    PostgresSide side = story.side;
    healthy(story);
    statements(story);
    sessions(story);
    refusedPromotions(story);

    story.when("the primary is silent");
    side.silencePrimary();
    story.each(LOOKS, "server", "primary");
    story.ask("by proof", "pg.fence", "server", server("primary"), "proof", PostgresSide.SET);
    side.wakePrimary();
    story.when("the primary is awake again");
    story.each(LOOKS, "server", "primary");

    story.when("the primary is stopped");
    side.stopPrimary();
    story.each(LOOKS, "server", "primary");
    story.each(List.of("pg.replication"), "server", "replica");
    story.each(List.of("pg.wal_receiver", "pg.replay_lag"), "replica", "replica");
    story.ask("", "pg.loss_bound", "candidate", server("replica"), "primary", server("primary"));
    story.ask("", "pg.execute", "server", server("primary"), "sql", sql("SELECT 1", Map.of()));
    story.ask(
        "", "pg.terminate", "server", server("primary"), "sessions", new Value.Items(List.of()));
    story.ask("by a word", "pg.fenced_by_word", "server", server("primary"), "word", YES);
    story.ask(
        "other set", "pg.fence", "server", server("primary"), "proof", PostgresSide.OTHER_SET);
    Value evidence =
        story.done("", "pg.fence", "server", server("primary"), "proof", PostgresSide.SET);
    story.done("", "pg.promote", "candidate", server("replica"), "fenced", evidence);

    story.when("the replica is promoted");
    story.each(LOOKS, "server", "replica");
    story.each(List.of("pg.wal_receiver", "pg.replay_lag"), "replica", "replica");
    story.ask("again", "pg.promote", "candidate", server("replica"), "fenced", evidence);
  }

  /** What is different on each side, and therefore no answer of the story. */
  private static Value value(Story story, String action) throws Exception {
    story.called.add(action);
    if (story.side.call(action, "server", server("primary")) instanceof Outcome.Done done) {
      return done.result();
    }
    throw new AssertionError(action);
  }

  private static void healthy(Story story) throws Exception {
    story.when("all is well");
    story.each(LOOKS, "server", "primary");
    story.each(LOOKS, "server", "replica");
    story.each(List.of("pg.wal_receiver", "pg.replay_lag"), "replica", "replica");
    story.each(List.of("pg.wal_receiver", "pg.replay_lag"), "replica", "primary");
    for (String action : List.of("pg.answers", "pg.timeline", "pg.sessions")) {
      story.ask("unheard of", action, "server", server("nobody"));
    }
    Value one = value(story, "pg.system_identifier");
    assertEquals(
        new Outcome.Done(one),
        story.side.call("pg.system_identifier", "server", server("replica")));
    story.ask("", "pg.loss_bound", "candidate", server("replica"), "primary", server("primary"));
    story.ask(
        "of a primary",
        "pg.loss_bound",
        "candidate",
        server("replica"),
        "primary",
        server("nobody"));
    for (String setting : List.of("max_connections", "no_such_setting")) {
      story.ask(setting, "pg.setting", "server", server("primary"), "name", new Value.Str(setting));
    }
  }

  /** A statement, what its row is to be, and its parameters. */
  private record Asked(String text, Map<String, String> row, List<Value> parameters) {
    static Asked of(String text, String type, Value... parameters) {
      return new Asked(text, Map.of("x", type), List.of(parameters));
    }

    Value.Statement statement() {
      return sql(text, row, parameters.toArray(Value[]::new));
    }
  }

  private static final List<Asked> QUERIES =
      List.of(
          Asked.of("SELECT 1 AS x", "Int"),
          Asked.of("SELECT 1 AS x WHERE 1 = 0", "Int"),
          Asked.of("SELECT 'a' AS x", "Int"),
          Asked.of("SELECT 1.50 AS x", "Decimal"),
          Asked.of("SELECT true AS x", "Bool"),
          Asked.of("SELECT 'who?' AS x", "String"),
          Asked.of("SELECT CAST(NULL AS INT) AS x", "Int"),
          Asked.of("SELECT CAST(NULL AS INT) AS x", "Int?"),
          Asked.of("SELECT 1 AS y", "Int"),
          Asked.of("SELECT DATE '2028-02-29' AS x", "Date"),
          Asked.of("SELECT interval '90 minutes' AS x", "Duration"),
          Asked.of("SELECT TIMESTAMP WITH TIME ZONE '2026-03-01 12:00:00+02:00' AS x", "Instant"),
          Asked.of("SELECT TIMESTAMP '2026-03-01 12:00:00' AS x", "Instant"),
          Asked.of("SELECT CAST($ AS INT) + 1 AS x", "Int", new Value.Int(41)),
          Asked.of(
              "SELECT count(*) AS x FROM pg_stat_activity WHERE 1 = $", "Int", new Value.Int(2)),
          Asked.of(
              "SELECT 1 AS x FROM pg_stat_activity WHERE $ = ANY($)",
              "Int?",
              new Value.Int(1),
              new Value.Items(List.of(new Value.Int(2), new Value.Int(3)))),
          Asked.of("SELECT x FROM no_such_table", "Int"),
          Asked.of("SELECT no_such_function(1) AS x", "Int"),
          Asked.of("SELECT FROM WHERE", "Int"),
          Asked.of("INSERT INTO no_such_table VALUES (1)", "Int"));

  private static void statements(Story story) throws Exception {
    story.when("statements");
    for (String server : List.of("primary", "replica")) {
      for (Asked asked : QUERIES) {
        story.ask(
            asked.text() + " as " + asked.row() + " on " + server,
            "pg.query",
            "server",
            server(server),
            "sql",
            asked.statement());
      }
    }
    for (String text : List.of("SELECT 1", "SELEC", "DELETE FROM no_such_table")) {
      story.ask(text, "pg.execute", "server", server("primary"), "sql", sql(text, Map.of()));
    }
  }

  private static void sessions(Story story) throws Exception {
    story.when("sessions");
    Value.Items all = (Value.Items) value(story, "pg.sessions");
    Value batch =
        all.values().stream()
            .filter(
                each ->
                    ((Value.Fields) each)
                        .field("application")
                        .equals(new Value.Str(PostgresSide.BATCH)))
            .findFirst()
            .orElseThrow();
    story.answers.put("sessions: the one of the batch", shown(batch));
    Value.Items one = new Value.Items(List.of(batch));
    Map<String, Value> reused = new LinkedHashMap<>(((Value.Fields) batch).values());
    reused.put("started", new Value.Moment(Instant.parse("2026-01-01T00:00:00Z")));
    Value.Items other = new Value.Items(List.of(new Value.Fields("pg.Session", reused)));

    Value.Handle primary = server("primary");
    story.ask("its number since", "pg.terminate", "server", primary, "sessions", other);
    story.ask("there", "pg.connected", "server", primary, "session", batch);
    story.ask("once", "pg.terminate", "server", primary, "sessions", one);
    story.ask("gone", "pg.connected", "server", primary, "session", batch);
    story.ask("twice", "pg.terminate", "server", primary, "sessions", one);
  }

  private static void refusedPromotions(Story story) throws Exception {
    story.when("all is well");
    Value.Handle primary = server("primary");
    Value.Handle replica = server("replica");
    story.ask("on itself", "pg.promote", "candidate", replica, "fenced", fenced("replica"));
    story.ask("a primary", "pg.promote", "candidate", primary, "fenced", fenced("replica"));
    story.ask(
        "unheard of", "pg.promote", "candidate", server("nobody"), "fenced", fenced("primary"));
    story.ask("runs", "pg.fence", "server", primary, "proof", PostgresSide.SET);
    story.ask("other set", "pg.fence", "server", primary, "proof", PostgresSide.OTHER_SET);
    story.ask("unheard of", "pg.fence", "server", server("nobody"), "proof", PostgresSide.SET);
    story.ask("runs", "pg.fenced_by_word", "server", primary, "word", YES);
    story.ask("no word", "pg.fenced_by_word", "server", primary, "word", NO);
    story.ask("unheard of", "pg.fenced_by_word", "server", server("nobody"), "word", YES);
  }

  @Test
  void theModelAndRealServersAnswerAlike() throws Exception {
    Story model = whole(new ModelSide());
    Story real = whole(new RealSide(folder));
    assertEquals(nativeActions(), real.called);
    assertEquals(lines(model), lines(real));
  }

  /** What the library leaves to a backend. */
  private static Set<String> nativeActions() {
    Set<String> names = new TreeSet<>();
    for (Decl module : Parser.parse(StandardLibrary.source("pg")).tree().declarations()) {
      for (Decl item : ((Decl.Module) module).items()) {
        if (item instanceof Decl.NativeAction action && action.effect() != Decl.EffectWord.PURE) {
          names.add("pg." + action.name().text());
        }
      }
    }
    return names;
  }

  private static String lines(Story story) {
    StringBuilder lines = new StringBuilder();
    story.answers.forEach(
        (question, answer) -> lines.append(question).append(" -> ").append(answer).append('\n'));
    return lines.toString();
  }
}
