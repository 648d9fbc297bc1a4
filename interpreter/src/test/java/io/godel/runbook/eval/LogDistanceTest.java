package io.godel.runbook.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.types.Type;
import io.godel.runbook.value.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code pg.distance} is computed from the positions alone. */
class LogDistanceTest {
  private static Value lsn(String type, String position) {
    return new Value.Handle(type, Map.of("position", new Value.Str(position)));
  }

  private static Evaluation distance(String replayed, String received) {
    return CoreActions.apply(
        "pg.distance",
        List.of(lsn("pg.ReplayedLsn", replayed), lsn("pg.ReceivedLsn", received)),
        Type.Primitive.BYTES);
  }

  @Test
  void isWhatIsReceivedAndNotReplayed() {
    assertEquals(new Evaluation.Ready(new Value.Size(0x10)), distance("0/FFFFFFF8", "1/8"));
    assertEquals(new Evaluation.Ready(new Value.Size(0)), distance("0/20", "0/10"));
  }
}
