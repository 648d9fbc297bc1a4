package io.godel.runbook.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Times of a benchmark: of each thing, on each way, in each round. */
final class Samples {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<String, Map<String, List<List<Long>>>> times = new LinkedHashMap<>();
  private int round;

  /** What comes from now on is of another round. */
  void nextRound() {
    round++;
  }

  void add(String thing, String way, long nanos) {
    List<List<Long>> rounds =
        times
            .computeIfAbsent(thing, key -> new LinkedHashMap<>())
            .computeIfAbsent(way, key -> new ArrayList<>());
    while (rounds.size() <= round) {
      rounds.add(new ArrayList<>());
    }
    rounds.get(round).add(nanos);
  }

  /** In the order in which they came. */
  Set<String> things() {
    return times.keySet();
  }

  boolean has(String thing, String way) {
    return times.containsKey(thing) && times.get(thing).containsKey(way);
  }

  /** The median of each round, in milliseconds. */
  List<Double> medians(String thing, String way) {
    return times.get(thing).get(way).stream()
        .filter(nanos -> !nanos.isEmpty())
        .map(nanos -> median(nanos.stream().map(it -> it / NANOS_PER_MILLI).toList()))
        .toList();
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }

  /** The median of the rounds, in milliseconds. */
  double of(String thing, String way) {
    return median(medians(thing, way));
  }

  /** One round's value by another's, round by round. */
  interface Pair {
    double of(double first, double second);
  }

  List<Double> pairs(String thing, String first, String second, Pair pair) {
    List<Double> of = medians(thing, first);
    List<Double> by = medians(thing, second);
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < Math.min(of.size(), by.size()); i++) {
      all.add(pair.of(of.get(i), by.get(i)));
    }
    return all;
  }

  /** The median, with the least and the most in brackets. */
  static String shown(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f..%.2f)",
        median(sorted),
        sorted.get(0),
        sorted.get(sorted.size() - 1));
  }

  String ratio(String thing, String first, String second) {
    return shown(pairs(thing, first, second, (of, by) -> of / by));
  }

  String difference(String thing, String first, String second) {
    return shown(pairs(thing, first, second, (of, by) -> of - by));
  }
}
