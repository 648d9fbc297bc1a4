package io.godel.runbook.simulation;

import io.godel.runbook.yaml.Section;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads faults as people write them: {@code on call 1 of k8s.scale: timeout after effect}. */
public final class FaultReader {
  /** What a fault looks like, for messages. */
  public static final String FORM =
      "write `at 30s: …`, `when step NAME starts: …` or `on call N of ACTION: …`, then one of"
          + " timeout, timeout after effect, refuse CODE, slow 5s, stale, set back (behind a call),"
          + " abort, kill (behind `before record N: …` or `after record N: …` of the journal), "
          + String.join(", ", Arrays.stream(Fault.Verb.values()).map(Fault.Verb::written).toList());

  private static final Pattern AT = Pattern.compile("at (\\S+)");
  private static final Pattern STEP = Pattern.compile("when step (\\w+) starts");
  private static final Pattern RECORD = Pattern.compile("(before|after) record ([1-9][0-9]{0,6})");
  private static final Pattern CALL =
      Pattern.compile("on (?:call ([1-9][0-9]{0,5})|every call) of ([\\w.]+)");

  private FaultReader() {}

  /** Empty for what is no fault. */
  public static Optional<Fault> read(String text) {
    int colon = text.indexOf(": ");
    if (colon < 0) {
      return Optional.empty();
    }
    Optional<Fault.Trigger> trigger = trigger(text.substring(0, colon).strip());
    Optional<Fault.Effect> effect = effect(text.substring(colon + 1).strip());
    return trigger.isEmpty() || effect.isEmpty() || !fits(trigger.get(), effect.get())
        ? Optional.empty()
        : Optional.of(new Fault(trigger.get(), effect.get(), text));
  }

  private static boolean fits(Fault.Trigger trigger, Fault.Effect effect) {
    if (effect instanceof Fault.Kill || trigger instanceof Fault.AtRecord) {
      return effect instanceof Fault.Kill && trigger instanceof Fault.AtRecord;
    }
    return trigger instanceof Fault.OnCall
        || effect instanceof Fault.Change
        || effect instanceof Fault.Abort;
  }

  private static Optional<Fault.Trigger> trigger(String text) {
    Matcher at = AT.matcher(text);
    if (at.matches()) {
      return Section.readDuration(at.group(1)).map(Fault.At::new);
    }
    Matcher step = STEP.matcher(text);
    if (step.matches()) {
      return Optional.of(new Fault.StepStarts(step.group(1)));
    }
    Matcher record = RECORD.matcher(text);
    if (record.matches()) {
      return Optional.of(
          new Fault.AtRecord(Integer.parseInt(record.group(2)), record.group(1).equals("before")));
    }
    Matcher call = CALL.matcher(text);
    return call.matches()
        ? Optional.of(
            new Fault.OnCall(
                call.group(1) == null ? 0 : Integer.parseInt(call.group(1)), call.group(2)))
        : Optional.empty();
  }

  private static Optional<Fault.Effect> effect(String text) {
    if (text.equals("timeout")) {
      return Optional.of(new Fault.Silence(false));
    }
    if (text.equals("timeout after effect")) {
      return Optional.of(new Fault.Silence(true));
    }
    if (text.matches("refuse \\w+")) {
      return Optional.of(new Fault.Refusal(text.substring("refuse ".length())));
    }
    if (text.equals("stale")) {
      return Optional.of(new Fault.Staleness());
    }
    if (text.equals("set back")) {
      return Optional.of(new Fault.Keeping());
    }
    if (text.equals("abort")) {
      return Optional.of(new Fault.Abort());
    }
    if (text.equals("kill")) {
      return Optional.of(new Fault.Kill());
    }
    if (text.startsWith("slow ") && !text.startsWith("slow start")) {
      return Section.readDuration(text.substring("slow ".length())).map(Fault.Slowness::new);
    }
    return change(text);
  }

  private static Optional<Fault.Effect> change(String text) {
    for (Fault.Verb verb : Fault.Verb.values()) {
      if (text.startsWith(verb.written() + " ")) {
        List<String> words = List.of(text.substring(verb.written().length()).strip().split("\\s+"));
        return words.size() == verb.words() && hasAmount(verb, words)
            ? Optional.of(new Fault.Change(verb, words))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static boolean hasAmount(Fault.Verb verb, List<String> words) {
    return switch (verb) {
      case SLOW_START, UNREACHABLE -> duration(words).isPresent();
      case WRITE_RATE, REPLAY_RATE, FILL_REDIS -> Section.readBytes(words.get(1)).isPresent();
      default -> true;
    };
  }

  static Optional<Duration> duration(List<String> words) {
    return Section.readDuration(words.get(1));
  }
}
