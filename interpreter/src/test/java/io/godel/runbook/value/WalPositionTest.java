package io.godel.runbook.value;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Positions are read and written as PostgreSQL does. */
class WalPositionTest {
  @Test
  void readsPostgresNotation() {
    assertEquals(Optional.of(new WalPosition(0x16B3748)), WalPosition.read("0/16B3748"));
    assertEquals(Optional.of(new WalPosition(0x1_0000_0010L)), WalPosition.read("1/10"));
    assertEquals(Optional.empty(), WalPosition.read("16B3748"));
    assertEquals(Optional.empty(), WalPosition.read("0/123456789"));
  }

  @Test
  void measuresWhatLiesBetween() {
    assertEquals(16, new WalPosition(48).since(new WalPosition(32)));
    assertEquals(0, new WalPosition(32).since(new WalPosition(48)));
  }

  @Property(tries = 200)
  void whatIsWrittenIsRead(@ForAll long bytes) {
    WalPosition position = new WalPosition(bytes);
    assertEquals(Optional.of(position), WalPosition.read(position.toString()));
  }
}
