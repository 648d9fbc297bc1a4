package io.godel.runbook.conformance;

import io.godel.runbook.backend.Call;
import io.godel.runbook.backend.Outcome;
import io.godel.runbook.backend.simulated.kubernetes.Cluster;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What one side answers to the questions of a situation, in their order. */
final class KubernetesStory {
  private static final Set<String> ACTING =
      Stream.of("k8s", "http")
          .flatMap(module -> KubernetesSide.nativeActions(module, true).stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration IN_VAIN = Duration.ofMillis(300);

  /** Stands for the part of a name that was made up. */
  private static final String MADE_UP = "-*";

  private final KubernetesSide side;
  private final Map<String, List<String>> answers = new LinkedHashMap<>();
  private final Set<String> called = new TreeSet<>();
  private String situation = "";

  KubernetesStory(KubernetesSide side) {
    this.side = side;
  }

  /**
   * By question; where one is asked several times, of whatever pods of a Deployment, all that was
   * answered to it.
   */
  Map<String, String> answers() {
    Map<String, String> all = new LinkedHashMap<>();
    answers.forEach(
        (question, each) ->
            all.put(
                question,
                (question.contains(MADE_UP) ? each.stream().sorted() : each.stream())
                    .collect(Collectors.joining("; "))));
    return all;
  }

  Set<String> called() {
    return called;
  }

  /** From now on it is so. */
  void when(String now) {
    situation = now;
  }

  void pass(Duration time) throws Exception {
    side.pass(time);
  }

  void befall(Consumer<Cluster> what) throws Exception {
    side.befall(what);
  }

  /**
   * @param arguments names and values in turn
   */
  void ask(String action, Object... arguments) throws Exception {
    ask(PATIENCE, action, arguments);
  }

  /** Where nothing answers, however often it is asked. */
  void askInVain(String action, Object... arguments) throws Exception {
    ask(IN_VAIN, action, arguments);
  }

  private void ask(Duration patience, String action, Object... arguments) throws Exception {
    called.add(action);
    Call call = call(patience, action, arguments);
    String question = situation + ": " + question(action, call.arguments());
    boolean isUid = action.equals("k8s.uid");
    answers
        .computeIfAbsent(question, it -> new ArrayList<>())
        .add(
            isUid ? withoutUid(side.call(call)) : Said.of(side.call(call), KubernetesStory::shown));
  }

  private static Call call(Duration patience, String action, Object... arguments) {
    Map<String, Value> named = new LinkedHashMap<>();
    for (int i = 0; i < arguments.length; i += 2) {
      named.put((String) arguments[i], (Value) arguments[i + 1]);
    }
    return new Call("1", action, named, ACTING.contains(action), patience);
  }

  private static String withoutUid(Outcome outcome) {
    boolean some = outcome instanceof Outcome.Done done && done.result() instanceof Value.Str;
    return some ? "done some uid" : Said.of(outcome, KubernetesStory::shown);
  }

  /** What is different on each side, and therefore no answer of the story. */
  Value value(String action, Object... arguments) throws Exception {
    return side.call(call(PATIENCE, action, arguments)) instanceof Outcome.Done done
        ? done.result()
        : new Value.None();
  }

  private static String question(String action, Map<String, Value> named) {
    return action
        + named.entrySet().stream()
            .map(it -> " " + it.getKey() + "=" + argument(it.getKey(), it.getValue()))
            .collect(Collectors.joining());
  }

  /** What a pod's uid is, is different wherever it is. */
  private static String argument(String name, Value value) {
    boolean isUid = name.equals("uid") && value.toString().matches(".*=[a-z0-9]{12}\\]");
    return isUid ? "(its own)" : shown(value);
  }

  /** With what is the same wherever the cluster is: no uids, no names that were made up. */
  private static String shown(Value value) {
    if (value instanceof Value.Fields fields) {
      Map<String, String> parts = new TreeMap<>();
      fields.values().forEach((name, part) -> parts.put(name, part(name, part)));
      return type(fields.type()) + parts;
    } else if (value instanceof Value.Items items) {
      List<String> parts = new ArrayList<>();
      items.values().forEach(each -> parts.add(shown(each)));
      return parts.toString();
    } else if (value instanceof Value.Table table) {
      Map<String, String> parts = new TreeMap<>();
      table.entries().forEach((key, each) -> parts.put(shown(key), shown(each)));
      return parts.toString();
    } else if (value instanceof Value.Evidence evidence) {
      return evidence.name() + " about " + shown(new Value.Items(evidence.about()));
    } else if (value instanceof Value.Handle handle) {
      return handle(handle);
    } else if (value instanceof Value.Moment moment) {
      boolean whole = moment.value().equals(moment.value().truncatedTo(ChronoUnit.SECONDS));
      return whole ? "a whole second" : "a part of a second";
    } else if (value instanceof Value.Range range) {
      return shown(range.first()) + ".." + shown(range.last());
    } else if (value instanceof Value.Str text) {
      String plain = text.value();
      return '"' + (plain.length() > 40 ? plain.substring(0, 40) + "…" : plain) + '"';
    } else if (value instanceof Value.Address address) {
      return address.url();
    } else if (value instanceof Value.None) {
      return "none";
    } else if (value instanceof Value.Int number) {
      return Long.toString(number.value());
    }
    return value.toString();
  }

  private static String type(String qualified) {
    return qualified.substring(qualified.indexOf('.') + 1);
  }

  private static String handle(Value.Handle handle) {
    String type = type(handle.type());
    if (handle.identity().containsKey("set")) {
      return "%s(%s-%s)"
          .formatted(
              type,
              handle((Value.Handle) handle.part("set")),
              ((Value.Int) handle.part("ordinal")).value());
    }
    String name = ((Value.Str) handle.part("name")).value();
    return type + "(" + madeUp(name) + ")";
  }

  /** Of a Deployment's pod, the name of the Deployment. */
  private static String madeUp(String name) {
    return name.replaceAll("-[a-z0-9]{6,12}-[a-z0-9]{5}$", MADE_UP);
  }

  private static final Set<String> VARYING = Set.of("uid", "yaml", "took");

  private static String part(String name, Value value) {
    if (VARYING.contains(name)) {
      return value.getClass().getSimpleName();
    }
    return name.equals("pod") ? madeUp(((Value.Str) value).value()) : shown(value);
  }
}
