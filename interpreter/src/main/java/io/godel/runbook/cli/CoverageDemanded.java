package io.godel.runbook.cli;

import io.godel.runbook.explore.Part;
import io.godel.runbook.explore.PartsSeen;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of a plan drills have to come to.
 *
 * @param whole of all of it together, in percent
 * @param kinds of some kinds of things, in percent
 */
record CoverageDemanded(int whole, Map<Part.Kind, Integer> kinds) {
  private static final int ALL = 100;

  CoverageDemanded {
    kinds = Map.copyOf(kinds);
  }

  /** As {@code 80} or {@code guards=90}; empty where one of them is neither. */
  static Optional<CoverageDemanded> read(List<String> texts) {
    int whole = 0;
    Map<Part.Kind, Integer> kinds = new EnumMap<>(Part.Kind.class);
    for (String text : texts) {
      String[] parts = text.split("=", 2);
      Optional<Integer> percent = percent(parts[parts.length - 1]);
      Optional<Part.Kind> kind = parts.length == 1 ? Optional.empty() : kind(parts[0]);
      if (percent.isEmpty() || parts.length > 1 && kind.isEmpty()) {
        return Optional.empty();
      }
      if (kind.isPresent()) {
        kinds.put(kind.get(), percent.get());
      } else {
        whole = percent.get();
      }
    }
    return Optional.of(new CoverageDemanded(whole, kinds));
  }

  private static Optional<Integer> percent(String text) {
    return text.matches("\\d{1,3}")
        ? Optional.of(Integer.valueOf(text)).filter(it -> it <= ALL)
        : Optional.empty();
  }

  private static Optional<Part.Kind> kind(String word) {
    for (Part.Kind kind : Part.Kind.values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** What is wanting, as sentences; none where it is enough. */
  List<String> wanting(PartsSeen seen) {
    List<String> all = new ArrayList<>();
    if (seen.percent() < whole) {
      all.add("%d%% of it is too little: %d%% is demanded".formatted(seen.percent(), whole));
    }
    for (Part.Kind kind : Part.Kind.values()) {
      int demanded = kinds.getOrDefault(kind, 0);
      int percent = seen.of(kind).percent();
      if (percent < demanded) {
        all.add(
            "%d%% of its %s is too little: %d%% is demanded"
                .formatted(percent, kind.word(), demanded));
      }
    }
    return all;
  }
}
