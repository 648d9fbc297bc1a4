package io.godel.runbook.backend.simulated.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LettersTest {
  @Property
  void theyAreTheSequenceOfTheJdk(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int bits) {
    Letters letters = new Letters(seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      assertEquals(random.nextInt(1 << bits), letters.bits(bits));
    }
  }
}
