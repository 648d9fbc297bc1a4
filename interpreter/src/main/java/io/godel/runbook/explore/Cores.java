package io.godel.runbook.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Shares work out over the cores, one piece after the other to whoever is free. */
final class Cores {
  private Cores() {}

  /**
   * @return what comes of each piece, in their order
   */
  static <A, B> List<B> each(List<A> pieces, Function<A, B> work) {
    AtomicReferenceArray<B> done = new AtomicReferenceArray<>(pieces.size());
    AtomicInteger next = new AtomicInteger();
    int cores = Math.min(pieces.size(), Runtime.getRuntime().availableProcessors());
    IntStream.range(0, cores)
        .parallel()
        .forEach(
            core -> {
              for (int i = next.getAndIncrement(); i < done.length(); i = next.getAndIncrement()) {
                done.set(i, work.apply(pieces.get(i)));
              }
            });
    List<B> results = new ArrayList<>();
    for (int i = 0; i < done.length(); i++) {
      results.add(done.get(i));
    }
    return results;
  }
}
