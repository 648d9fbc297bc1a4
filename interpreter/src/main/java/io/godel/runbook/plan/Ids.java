package io.godel.runbook.plan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Gives nodes ids that stay the same when other parts of the text change. */
final class Ids {
  private static final int WORDS_MAX = 6;

  private final Map<String, Integer> taken = new LinkedHashMap<>();

  /**
   * @param says what the node says, of which the first words are kept
   */
  String of(String parent, String kind, String says) {
    String words =
        Arrays.stream(says.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            .filter(word -> !word.isEmpty())
            .limit(WORDS_MAX)
            .collect(Collectors.joining("-"));
    return unique(parent + "/" + kind + (words.isEmpty() ? "" : ":" + words));
  }

  /** For a node that has a name of its own. */
  String named(String parent, String name) {
    return unique(parent + "/" + name);
  }

  private String unique(String id) {
    int count = taken.merge(id, 1, Integer::sum);
    return count == 1 ? id : id + "#" + count;
  }
}
