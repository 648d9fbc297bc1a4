package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What one side answers to the questions about a server, in their order. */
final class RedisStory {
  private static final Set<String> ACTING = KubernetesSide.nativeActions("redis", true);
  private static final Value.Evidence EXPENDABLE =
      new Value.Evidence("redis.Expendable", List.of(), Instant.EPOCH, Map.of());

  private static final Value.Handle USUAL = server("redis", 6379);

  final RedisSide side;
  private final Duration patience;
  private final Map<String, String> answers = new LinkedHashMap<>();
  private final Set<String> called = new TreeSet<>();
  private String situation = "";

  RedisStory(RedisSide side, Duration patience) {
    this.side = side;
    this.patience = patience;
  }

  Map<String, String> answers() {
    return answers;
  }

  Set<String> called() {
    return called;
  }

  void when(String now) {
    situation = now;
  }

  static Value.Handle server(String host, int port) {
    Map<String, Value> identity = new LinkedHashMap<>();
    identity.put("host", new Value.Str(host));
    identity.put("port", new Value.Int(port));
    return new Value.Handle("redis.Server", identity);
  }

  /**
   * Asks the server of the world.
   *
   * @param arguments names and values in turn: texts, numbers, sizes
   */
  void ask(String action, Object... arguments) throws Exception {
    ask(USUAL, action, arguments);
  }

  void ask(Value.Handle server, String action, Object... arguments) throws Exception {
    called.add(action);
    Map<String, Value> named = new LinkedHashMap<>();
    named.put("server", server);
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], value(arguments[i + 1]));
    }
    String question =
        situation
            + ": "
            + action
            + named.entrySet().stream()
                .filter(it -> !it.getValue().equals(USUAL))
                .map(it -> " " + it.getKey() + "=" + shown(it.getValue()))
                .collect(Collectors.joining());
    if (action.equals("redis.unlink")) {
      named.put("expendable", EXPENDABLE);
    }
    Outcome outcome = side.call(new Call("1", action, named, ACTING.contains(action), patience));
    String before = answers.put(question, Said.of(outcome, RedisStory::shown));
    if (before != null) {
      throw new AssertionError("asked twice: " + question);
    }
  }

  private static Value value(Object plain) {
    if (plain instanceof Value value) {
      return value;
    }
    return plain instanceof String text
        ? new Value.Str(text)
        : new Value.Int(((Number) plain).longValue());
  }

  /** With what is the same in every server: not how much memory what takes. */
  private static String shown(Value value) {
    if (value instanceof Value.Fields fields) {
      Map<String, String> parts = new TreeMap<>();
      fields
          .values()
          .forEach(
              (name, part) ->
                  parts.put(
                      name,
                      Set.of("used_memory", "size").contains(name)
                          ? part.getClass().getSimpleName()
                          : shown(part)));
      return fields.type() + parts;
    } else if (value instanceof Value.Items items) {
      List<String> parts = new ArrayList<>();
      items.values().forEach(each -> parts.add(shown(each)));
      return parts.toString();
    } else if (value instanceof Value.Evidence evidence) {
      return evidence.name() + " by " + new TreeMap<>(evidence.facts());
    } else if (value instanceof Value.Str text) {
      return '"' + text.value() + '"';
    } else if (value instanceof Value.Int number) {
      return Long.toString(number.value());
    } else if (value instanceof Value.Bool truth) {
      return Boolean.toString(truth.value());
    } else if (value instanceof Value.Size size) {
      return size.bytes() + "B";
    } else if (value instanceof Value.Handle handle) {
      return ((Value.Str) handle.part("host")).value() + ":" + shown(handle.part("port"));
    }
    return value.getClass().getSimpleName();
  }
}
