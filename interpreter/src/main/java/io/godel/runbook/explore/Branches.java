package io.godel.runbook.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stories that begin as one that was told, and each go on otherwise at some point.
 *
 * <p>What they have in common is told once more and copied where they part.
 *
 * @param story the one that was told
 * @param lengths how long its journal was whenever its run was about to go on
 * @param ways what goes otherwise besides, in order
 */
record Branches(Story story, List<Integer> lengths, List<Possibility> ways) {
  /** What is told in one go: few enough that the cores are busy, enough that it pays. */
  private static final int WAYS_MAX = 32;

  Branches {
    lengths = List.copyOf(lengths);
    ways = List.copyOf(ways);
  }

  /**
   * @param ways in order
   */
  static List<Branches> of(Story story, List<Integer> lengths, List<Possibility> ways) {
    List<Branches> parts = new ArrayList<>();
    for (int from = 0; from < ways.size(); from += WAYS_MAX) {
      int to = Math.min(ways.size(), from + WAYS_MAX);
      parts.add(new Branches(story, lengths, ways.subList(from, to)));
    }
    return parts;
  }

  /** The first of them. */
  Branches first(long count) {
    return count >= ways.size() ? this : new Branches(story, lengths, ways.subList(0, (int) count));
  }

  /**
   * @param more whether it matters what could have gone otherwise besides
   * @return one for each way that does not come to the same as a later one
   */
  List<Trial> tell(Origin origin, boolean more) {
    Telling common = Telling.of(origin, story);
    List<Trial> trials = new ArrayList<>();
    for (Possibility way : ways) {
      common.goOnTo(momentBefore(way));
      if (way.lull().filter(common.with(way.event())::isTheSame).isPresent()) {
        continue;
      }
      trials.add(
          common.with(way.event()).end(origin, story.with(way.event()), Optional.of(way), more));
    }
    return trials;
  }

  /** The last moment at which it can still come: the record after which it comes is not written. */
  private int momentBefore(Possibility way) {
    int moment = lengths.size() - 1;
    while (moment > 0 && lengths.get(moment) >= way.record()) {
      moment--;
    }
    return moment;
  }
}
