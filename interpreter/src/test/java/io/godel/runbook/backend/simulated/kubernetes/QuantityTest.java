package io.godel.runbook.backend.simulated.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Amounts as manifests write them. */
final class QuantityTest {
  @Property
  void bytesAreReadAsTheyWereWritten(@ForAll @LongRange(max = Long.MAX_VALUE) long bytes) {
    assertEquals(Optional.of(bytes), Quantity.bytes(Quantity.ofBytes(bytes)));
  }

  @Property
  void millicoresAreReadAsTheyWereWritten(@ForAll @LongRange(max = 1_000_000) long cpu) {
    assertEquals(Optional.of(cpu), Quantity.millicores(Quantity.ofMillicores(cpu)));
  }

  @Test
  void everyUnit() {
    assertEquals(Optional.of(10L << 30), Quantity.bytes("10Gi"));
    assertEquals(Optional.of(1_500_000L), Quantity.bytes("1.5M"));
    assertEquals(Optional.of(1_000L), Quantity.bytes("1e3"));
    assertEquals(Optional.of(1L), Quantity.bytes("100m"));
    assertEquals(Optional.of(250L), Quantity.millicores("0.25"));
    assertEquals(Optional.of(5L), Quantity.millicores("4677304n"));
    assertEquals("16Mi", Quantity.ofBytes(16 << 20));
    for (String none : new String[] {"", "x", "1 Gi", "1gi", "--1", "1e", "1".repeat(99)}) {
      assertEquals(Optional.empty(), Quantity.bytes(none), none);
    }
  }
}
