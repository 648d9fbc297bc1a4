package io.godel.runbook.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the module {@code backup} answers in the same situations, by the simulated backend and by
 * the live one on real dumps and a real server: the same results of the same types, the same
 * refusals.
 */
final class BackupConformanceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path folder;

  /** What one side answers to the questions, in their order. */
  private static final class Story {
    private final BackupSide side;
    private final Map<String, String> answers = new LinkedHashMap<>();
    private final Set<String> called = new TreeSet<>();
    private final Map<String, Value.Fields> listed = new LinkedHashMap<>();
    private String situation = "";

    Story(BackupSide side) {
      this.side = side;
    }

    void when(String now) {
      situation = now;
    }

    void list(String store) throws Exception {
      Outcome outcome = ask(call("backup.list", store, "", ""));
      if (outcome instanceof Outcome.Done done) {
        for (Value each : ((Value.Items) done.result()).values()) {
          Value.Fields backup = (Value.Fields) each;
          listed.put(name(backup), backup);
        }
      }
    }

    void ask(String action, String store, String backup, String into) throws Exception {
      ask(call(action, store, backup, into));
    }

    Outcome ask(Call call) throws Exception {
      called.add(call.action());
      Outcome outcome = side.call(call);
      String question = situation + ": " + call.action();
      for (Map.Entry<String, Value> each : call.arguments().entrySet()) {
        if (!each.getKey().equals("verified")) {
          question += " " + each.getKey() + "=" + name(each.getValue());
        }
      }
      answers.put(question, Said.of(outcome, BackupConformanceTest::shown));
      return outcome;
    }

    /**
     * @param backup as it was listed; one that is called {@code other …} has another size
     */
    Call call(String action, String store, String backup, String into) {
      Map<String, Value> values = new LinkedHashMap<>();
      values.put("store", handle("backup.Store", store));
      if (!backup.isEmpty()) {
        values.put("backup", backup(backup));
      }
      if (action.equals("backup.restore")) {
        Value about = handle("backup.Store", store);
        values.put(
            "verified",
            new Value.Evidence("backup.Verified", List.of(about), Instant.EPOCH, Map.of()));
      }
      if (!into.isEmpty()) {
        values.put("into", handle("pg.Server", into));
      }
      return new Call("1", action, values, action.equals("backup.restore"), PATIENCE);
    }

    private Value.Fields backup(String name) {
      Map<String, Value> fields = new LinkedHashMap<>();
      Value.Fields known = listed.getOrDefault(name, listed.get("good.dump"));
      fields.putAll(known.values());
      if (!listed.containsKey(name)) {
        fields.put("name", new Value.Str(name));
      }
      return new Value.Fields("backup.Backup", fields);
    }
  }

  private static Value.Handle handle(String type, String name) {
    return new Value.Handle(type, Map.of("name", new Value.Str(name)));
  }

  private static String name(Value value) {
    Value name =
        value instanceof Value.Handle handle
            ? handle.part("name")
            : ((Value.Fields) value).field("name");
    return ((Value.Str) name).value();
  }

  private static String shown(Value value) {
    if (value instanceof Value.Items items) {
      return items.values().stream().map(BackupConformanceTest::shown).toList().toString();
    } else if (value instanceof Value.Fields fields) {
      Map<String, String> parts = new TreeMap<>();
      fields.values().forEach((name, part) -> parts.put(name, part.getClass().getSimpleName()));
      return fields.type() + " " + name(fields) + " " + parts;
    } else if (value instanceof Value.Evidence evidence) {
      return "%s about %s by %s"
          .formatted(
              evidence.name(),
              name(evidence.about().get(0)),
              new TreeSet<>(evidence.facts().keySet()));
    } else if (value instanceof Value.Bool truth) {
      return Boolean.toString(truth.value());
    }
    return value.getClass().getSimpleName();
  }

  private static Story told(BackupSide side) throws Exception {
    Story story = new Story(side);
    try {
      tell(story);
    } finally {
      side.close();
    }
    return story;
  }

  private static void tell(Story story) throws Exception {
    story.when("listing");
    story.list("nightly");
    story.list("other");
    story.list("nobody");
    story.side.loseFile();

    story.when("verifying");
    for (String backup : List.of("good.dump", "gone.dump", "half.dump", "never.dump")) {
      story.ask("backup.verify", "nightly", backup, "");
    }
    story.ask("backup.verify", "other", "good.dump", "");
    story.ask("backup.verify", "nobody", "good.dump", "");

    story.when("nothing is restored yet");
    for (String into : List.of("empty", "used", "none", "down", "nobody")) {
      story.ask("backup.restored", "nightly", "good.dump", into);
    }
    story.ask("backup.restored", "nobody", "good.dump", "empty");
    story.ask("backup.restored", "nightly", "never.dump", "empty");

    story.when("restoring");
    for (String into : List.of("used", "none", "down", "nobody")) {
      story.ask("backup.restore", "nightly", "good.dump", into);
    }
    for (String backup : List.of("gone.dump", "half.dump", "never.dump")) {
      story.ask("backup.restore", "nightly", backup, "half");
      story.ask("backup.restore", "nightly", backup, "used");
    }
    story.ask("backup.restore", "nobody", "good.dump", "down");
    story.ask("backup.restore", "nobody", "good.dump", "empty");
    story.ask("backup.restore", "nightly", "good.dump", "empty");

    story.when("it is restored");
    story.ask("backup.restored", "nightly", "good.dump", "empty");
    story.ask("backup.restored", "nightly", "half.dump", "empty");
    story.ask("backup.restored", "nightly", "half.dump", "half");
    story.ask("backup.restored", "other", "good.dump", "empty");
    story.ask("backup.restore", "nightly", "good.dump", "empty");
    story.ask("backup.restore", "nightly", "half.dump", "empty");

    story.when("another file has that name");
    Value.Fields good = story.listed.get("good.dump");
    story.listed.put("good.dump", larger(good));
    story.ask("backup.verify", "nightly", "good.dump", "");
    story.ask("backup.restored", "nightly", "good.dump", "empty");
    story.ask("backup.restore", "nightly", "good.dump", "half");

    story.when("a restore is under way");
    story.listed.put("good.dump", good);
    story.side.beginRestore(story.call("backup.restore", "nightly", "good.dump", "busy"));
    story.ask("backup.restored", "nightly", "good.dump", "busy");
  }

  private static Value.Fields larger(Value.Fields backup) {
    Map<String, Value> fields = new LinkedHashMap<>(backup.values());
    fields.put("size", new Value.Size(((Value.Size) backup.field("size")).bytes() + 1));
    return new Value.Fields(backup.type(), fields);
  }

  @Test
  void theSimulatedAndTheLiveStoreAnswerAlike() throws Exception {
    assumeTrue(BackupRealSide.isPossible(), "there is no pg_restore here");
    Story simulated = told(new BackupModelSide());
    Story live = told(new BackupRealSide(folder));
    Set<String> all = new TreeSet<>(KubernetesSide.nativeActions("backup", false));
    all.addAll(KubernetesSide.nativeActions("backup", true));
    assertEquals(all, live.called);
    assertEquals(
        Differences.lines(KnownDifference.OF_BACKUPS),
        String.join("", Differences.between(simulated.answers, live.answers)));
  }
}
