package io.godel.runbook.simulation;

import io.godel.runbook.backend.Call;
import java.time.Duration;
import java.util.List;

/**
 * Something that goes wrong, and when.
 *
 * @param text as it was written
 */
public record Fault(Trigger trigger, Effect effect, String text) {

  /** When it happens. */
  public sealed interface Trigger {}

  /** So long after the run's start. */
  public record At(Duration after) implements Trigger {}

  public record StepStarts(String step) implements Trigger {}

  /**
   * @param number which call of the action, from 1; 0 for every one
   */
  public record OnCall(int number, String action) implements Trigger {
    boolean is(Call call, int count) {
      return action.equals(call.action()) && (number == 0 || number == count);
    }
  }

  /**
   * When the journal has so many records.
   *
   * @param number of the record, from 1
   * @param before whether that record is still to be written
   */
  public record AtRecord(int number, boolean before) implements Trigger {}

  /** What happens. */
  public sealed interface Effect {}

  /** The answer never comes; with {@code tookEffect} the call is carried out all the same. */
  public record Silence(boolean tookEffect) implements Effect {}

  /** The call is refused with that code. */
  public record Refusal(String code) implements Effect {}

  /** The answer takes so much longer. */
  public record Slowness(Duration by) implements Effect {}

  /** What is answered is what was answered before to the same question, if it was asked before. */
  public record Staleness() implements Effect {}

  /** Somebody else keeps what the call changes as it was, from then on. */
  public record Keeping() implements Effect {}

  /** The operator ends the run. */
  public record Abort() implements Effect {}

  /** The process of the run is gone; it is resumed half a minute later. */
  public record Kill() implements Effect {}

  /** Something in the world changes: a verb and what it is about. */
  public record Change(Verb verb, List<String> words) implements Effect {
    public Change {
      words = List.copyOf(words);
    }
  }

  /** What can happen to the world, as it is written. */
  public enum Verb {
    CRASH_POD("crash pod", 1),
    LOSE_NODE("lose node", 1),
    RETURN_NODE("return node", 1),
    CRASH_LOOP("crash loop", 1),
    SLOW_START("slow start", 2),
    STOP_SERVER("stop server", 1),
    START_SERVER("start server", 1),
    DROP_CONNECTIONS("drop connections of", 1),
    CORRUPT("corrupt", 1),
    WRITE_RATE("write rate", 2),
    REPLAY_RATE("replay rate", 2),
    DIVERGE("diverge", 1),
    UNREACHABLE("unreachable", 2),
    FILL_REDIS("fill redis", 2);

    private final String written;
    private final int words;

    Verb(String written, int words) {
      this.written = written;
      this.words = words;
    }

    public String written() {
      return written;
    }

    /** How many words follow it. */
    public int words() {
      return words;
    }
  }
}
