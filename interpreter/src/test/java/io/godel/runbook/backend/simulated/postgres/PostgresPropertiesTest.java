package io.godel.runbook.backend.simulated.postgres;

import static io.godel.runbook.backend.simulated.postgres.PostgresBench.server;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.backend.simulated.Hosts;
import io.godel.runbook.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What holds of servers and sessions whatever happens. */
class PostgresPropertiesTest {

  @Property(tries = 200)
  void noReplicaIsAheadOfWhatItFollows(
      @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 9_999) Integer> happenings) {
    PostgresBench bench = PostgresBench.pair();
    long earlier = 0;
    for (int happening : happenings) {
      happen(bench, happening % 7, happening / 7);
      PostgresServer primary = bench.model.existing("postgres");
      PostgresServer replica = bench.model.existing("postgres-replica");
      assertTrue(replica.replayed() <= replica.position(), "replayed more than received");
      assertTrue(replica.position() <= primary.position(), "received more than written");
      assertTrue(replica.replayed() >= earlier, "replay went back");
      earlier = replica.replayed();
    }
  }

  private static void happen(PostgresBench bench, int what, int amount) {
    switch (what) {
      case 0 -> bench.model.setWriteRate("postgres", amount * 10_000L);
      case 1 -> bench.model.setReplayRate("postgres-replica", amount * 10_000L);
      case 2 -> bench.pods.set("postgres-0", Hosts.State.values()[amount % 3]);
      case 3 -> bench.pods.set("postgres-replica-0", Hosts.State.values()[amount % 3]);
      default -> bench.pass(Duration.ofMillis(amount * 7L));
    }
  }

  /** What is less than a byte is not forgotten, however often one looks. */
  @Property(tries = 100)
  void looksDoNotSlowTheLog(
      @ForAll @IntRange(min = 1, max = 5_000) int rate,
      @ForAll @IntRange(min = 1, max = 900) int millis) {
    PostgresBench bench = PostgresBench.pair();
    bench.model.setWriteRate("postgres", rate);
    long start = bench.model.existing("postgres").position();
    for (int look = 0; look < 100; look++) {
      bench.pass(Duration.ofMillis(millis));
      bench.model.existing("postgres");
    }
    long written = bench.model.existing("postgres").position() - start;
    assertEquals((long) rate * millis * 100 / 1000, written);
  }

  @Property(tries = 100)
  void exactlyTheGivenSessionsEnd(@ForAll @Size(10) List<Boolean> chosen) {
    PostgresBench bench =
        new PostgresBench(
            ServerSpec.primary("postgres")
                .with(100, 3, Collections.nCopies(10, SessionSpec.idle("u", "a"))));
    List<Value> all = sessions(bench);
    List<Value> given = new ArrayList<>();
    List<Value> kept = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (chosen.get(i) ? given : kept).add(all.get(i));
    }
    int own = bench.model.existing("postgres").sessions().own().pid();
    given.add(
        PostgresBench.session(own, bench.model.existing("postgres").sessions().own().started()));
    Value ended =
        bench.done(
            bench.call(
                "pg.terminate",
                true,
                "server",
                server("postgres"),
                "sessions",
                new Value.Items(given)));
    assertEquals(new Value.Int(given.size() - 1), ended);
    assertEquals(Set.copyOf(kept), Set.copyOf(sessions(bench)));
    assertEquals(own, bench.model.existing("postgres").sessions().own().pid());
  }

  private static List<Value> sessions(PostgresBench bench) {
    Value sessions = bench.done(bench.read("pg.sessions", "server", server("postgres")));
    return ((Value.Items) sessions).values();
  }
}
