package io.godel.runbook.backend.postgres;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which servers a run may act on. */
final class ServerBindingsTest {
  private static final Instant DELETED = Instant.parse("2026-11-25T12:00:00Z");
  private static final String OLD = made("2026-01-01T00:00:00Z");
  private static final String OTHER = made("2026-06-01T00:00:00Z");
  private static final String YOUNG = made("2026-11-25T12:00:30Z");

  private final ServerBindings bindings = new ServerBindings(Map.of("primary", OLD));

  private static String made(String when) {
    return Long.toUnsignedString(Instant.parse(when).getEpochSecond() << 32 | 4711);
  }

  @Test
  void aServerIsTheOneThatItWasAtFirst() {
    assertEquals(Optional.empty(), bindings.wanted("primary", OLD));
    assertEquals(Optional.of(OLD), bindings.wanted("primary", YOUNG));
    assertEquals(Optional.empty(), bindings.wanted("was down", OTHER));
    assertEquals(Optional.of(OTHER), bindings.wanted("was down", OLD));
  }

  @Test
  void oneThatIsMadeAnewIsBoundToWhatWasMadeSince() {
    bindings.makeAnew(List.of("primary"), DELETED);
    assertEquals(Optional.empty(), bindings.wanted("primary", OLD), "it is not gone yet");
    assertEquals(Optional.of(OLD), bindings.wanted("primary", OTHER), "it was there before");
    assertEquals(Optional.empty(), bindings.wanted("primary", YOUNG));
    assertEquals(Optional.of(YOUNG), bindings.wanted("primary", OLD));
  }
}
