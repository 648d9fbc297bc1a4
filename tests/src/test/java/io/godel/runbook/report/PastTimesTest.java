package io.godel.runbook.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PastTimesTest {
  private static Duration minutes(int minutes) {
    return Duration.ofMinutes(minutes);
  }

  @Test
  void inTheMiddleIsOneOfThem() {
    PastTimes four = new PastTimes(List.of(minutes(9), minutes(1), minutes(4), minutes(2)));
    assertEquals(minutes(1), four.least());
    assertEquals(minutes(2), four.median());
    assertEquals(minutes(9), four.most());
    assertEquals(minutes(4), new PastTimes(List.of(minutes(4))).median());
  }
}
