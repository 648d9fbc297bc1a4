package io.godel.runbook.soundness;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Chance, by a seed: the same seed draws the same things. */
public final class Draw {
  private final Random random;
  private int names;

  public Draw(long seed) {
    random = new Random(seed);
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean oneIn(int many) {
    return random.nextInt(many) == 0;
  }

  public <T> T of(List<T> several) {
    return several.get(random.nextInt(several.size()));
  }

  @SafeVarargs
  public final <T> T from(T... several) {
    return several[random.nextInt(several.length)];
  }

  /** Makes one of them and leaves the others alone. */
  @SafeVarargs
  public final <T> T either(Supplier<T>... several) {
    return several[random.nextInt(several.length)].get();
  }

  /** A name that was not given before: an inner name must not hide an outer one. */
  public String name(String kind) {
    return kind + names++;
  }
}
