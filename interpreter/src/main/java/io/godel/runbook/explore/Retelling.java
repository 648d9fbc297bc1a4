package io.godel.runbook.explore;

import io.godel.runbook.engine.Notice;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A story that was run once more to be told from its beginning to its end, with what went wrong in
 * it and with the time in which something was that must never be.
 *
 * @param moments in the order in which they came
 */
public record Retelling(List<Moment> moments) {
  public Retelling {
    moments = List.copyOf(moments);
  }

  /**
   * @param at since the beginning, in virtual time
   */
  public record Moment(Duration at, Happening happening) {}

  /** What can come in a story. */
  public sealed interface Happening {}

  /** The run told something. */
  public record Told(Notice notice) implements Happening {}

  /**
   * A misfortune of the story.
   *
   * @param event in the words of a {@link Story}
   */
  public record Misfortune(String event) implements Happening {}

  /**
   * What the world itself brings, in every story.
   *
   * @param event in the words of a world file
   */
  public record Outside(String event) implements Happening {}

  /**
   * From here something is that must never be.
   *
   * @param until when it was seen to be over; empty when that never was
   */
  public record Broken(Violation violation, Optional<Duration> until) implements Happening {}

  /** It is over. */
  public record Mended(Violation violation) implements Happening {}

  /** The interpreter failed. */
  public record Crashed(String message) implements Happening {}

  /** Whether at the end of the story nothing is to be seen of it any more. */
  public boolean isOver(Violation violation) {
    return moments.stream()
        .map(Moment::happening)
        .filter(it -> it instanceof Broken broken && broken.violation().equals(violation))
        .reduce((earlier, later) -> later)
        .filter(it -> ((Broken) it).until().isPresent())
        .isPresent();
  }

  /**
   * Runs the story once more; a run follows from its setting and its story.
   *
   * @param violations what the story was found to show
   */
  public static Retelling of(Setting setting, Story story, Collection<Violation> violations) {
    return new Reteller(setting, story, violations).retell();
  }
}
