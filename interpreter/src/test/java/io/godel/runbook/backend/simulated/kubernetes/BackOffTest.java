package io.godel.runbook.backend.simulated.kubernetes;

import static io.godel.runbook.backend.simulated.WorldBench.podOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.backend.simulated.WorldBench;
import io.godel.runbook.value.Value;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pause before a container that ended is started again. */
class BackOffTest {

  @ParameterizedTest
  @CsvSource({
    "1, 0s",
    "2, 10s",
    "3, 20s",
    "4, 40s",
    "5, 1m20s",
    "6, 2m40s",
    "7, 5m",
    "8, 5m",
    "1000000, 5m"
  })
  void doublesUpToFiveMinutes(int crashes, String pause) {
    assertEquals(Duration.parse("PT" + pause), BackOff.before(crashes));
  }

  @Test
  void aLongRunIsForgiven() {
    WorldBench bench =
        WorldBench.of("kubernetes: {namespace: godel, statefulsets: {postgres: {startup: 1s}}}");
    for (int restarts = 1; restarts <= 3; restarts++) {
      bench.world.cluster().crash("postgres-0");
      bench.pass(3);
      assertEquals(
          new Value.Int(restarts), bench.done("k8s.restarts", "pod", podOf("postgres", 0)));
      bench.pass(BackOff.FORGOTTEN);
    }
  }

  @Test
  void aCrashSoonAfterIsNot() {
    WorldBench bench =
        WorldBench.of("kubernetes: {namespace: godel, statefulsets: {postgres: {startup: 1s}}}");
    bench.world.cluster().crash("postgres-0");
    bench.pass(60);
    bench.world.cluster().crash("postgres-0");
    bench.pass(3);
    assertEquals(new Value.Int(1), bench.done("k8s.restarts", "pod", podOf("postgres", 0)));
    bench.pass(10);
    assertEquals(new Value.Int(2), bench.done("k8s.restarts", "pod", podOf("postgres", 0)));
  }
}
