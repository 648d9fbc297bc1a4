package io.godel.runbook.conformance;

import io.godel.runbook.engine.Notice;
import io.godel.runbook.value.Value;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is told of a run, without what is another thing each time: times, identities, looks. */
final class PlanTrace {
  /** Made up by whoever keeps the object, or counted by the run. */
  private static final Set<String> MADE_UP =
      Set.of(
          "uid",
          "yaml",
          "id",
          "call",
          "run",
          "shown",
          // of a session
          "pid",
          "started",
          "state_age",
          "query");

  private final List<String> lines = new ArrayList<>();

  void add(Notice notice) {
    if (!(notice instanceof Notice.Polled)) {
      lines.add(shown(notice));
    }
  }

  List<String> lines() {
    return List.copyOf(lines);
  }

  static String shown(Object thing) {
    if (thing instanceof Value value) {
      return value(value);
    } else if (thing instanceof Optional<?> maybe) {
      return maybe.map(PlanTrace::shown).orElse("-");
    } else if (thing instanceof Collection<?> several) {
      return several.stream().map(PlanTrace::shown).toList().toString();
    } else if (thing instanceof Map<?, ?> named) {
      return named(named);
    } else if (thing instanceof Record parts) {
      return record(parts);
    }
    return words(String.valueOf(thing));
  }

  /** What is made up may stand in a sentence too. */
  private static String words(String text) {
    return text.replaceAll("uid: \"[-a-z0-9]+\"", "uid: (its own)")
        .replaceAll("pid: [0-9]+, started: [^,]+", "pid: (its own)")
        .replaceAll("state_age: [^,]+", "state_age: (its own)")
        .replaceAll("query: \"[^\"]*\"", "query: (its own)")
        .replaceAll("ed: (received|replayed)lsn [0-9A-F]+/[0-9A-F]+", "ed: (its own)")
        .replaceAll("sender: \"[^\"]*\"", "sender: (its own)")
        .replaceAll("\"[0-9]{19}\" == \"[0-9]{19}\"", "(its own) == (its own)")
        .replaceAll("[0-9.]+(B|KiB) < 16MiB", "less < 16MiB")
        .replace(" in the target profile", "");
  }

  private static String record(Record parts) {
    StringBuilder text = new StringBuilder(parts.getClass().getSimpleName());
    for (RecordComponent part : parts.getClass().getRecordComponents()) {
      Class<?> type = part.getType();
      if (type != Duration.class && type != Instant.class && !MADE_UP.contains(part.getName())) {
        text.append(' ').append(part.getName()).append('=').append(shown(read(part, parts)));
      }
    }
    return text.toString();
  }

  private static Object read(RecordComponent part, Record of) {
    try {
      part.getAccessor().setAccessible(true);
      return part.getAccessor().invoke(of);
    } catch (ReflectiveOperationException impossible) {
      throw new LinkageError("a record does not show its part " + part, impossible);
    }
  }

  private static String named(Map<?, ?> named) {
    Map<String, String> parts = new TreeMap<>();
    named.forEach(
        (name, part) -> {
          String key = shown(name);
          parts.put(key, MADE_UP.contains(key) ? "(its own)" : shown(part));
        });
    return parts.toString();
  }

  private static String value(Value value) {
    if (value instanceof Value.Fields fields) {
      return fields.type() + named(fields.values());
    } else if (value instanceof Value.Items items) {
      return shown(items.values());
    } else if (value instanceof Value.Table table) {
      List<String> entries = new ArrayList<>();
      table.entries().forEach((key, each) -> entries.add(value(key) + ": " + value(each)));
      return entries.toString();
    } else if (value instanceof Value.Handle handle) {
      return handle.type() + named(handle.identity());
    } else if (value instanceof Value.Evidence evidence) {
      return evidence.name() + shown(evidence.about());
    } else if (value instanceof Value.Str text) {
      return '"' + text.value() + '"';
    }
    return value.toString();
  }
}
