package io.godel.runbook.backend.simulated.kubernetes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whose a field is decides whether it goes with a manifest that does not name it. */
final class AppliedTest {
  private static final String OBJECT = "ConfigMap godel/settings";
  private static final Map<String, String> BOTH = Map.of("a", "1", "b", "2");
  private static final Map<String, String> ONE = Map.of("a", "1");

  private final Applied applied = new Applied();

  @Test
  void whatNobodyAppliedStays() {
    assertEquals(Set.of(), applied.apply(OBJECT, BOTH, ONE));
  }

  @Test
  void whatWasAppliedGoes() {
    applied.apply(OBJECT, Map.of(), BOTH);
    assertEquals(Set.of("b"), applied.apply(OBJECT, BOTH, ONE));
    assertEquals(Set.of(), applied.apply("ConfigMap godel/other", BOTH, ONE));
  }

  @Test
  void whoChangesItHasIt() {
    applied.apply(OBJECT, Map.of(), BOTH);
    applied.change(OBJECT, "b");
    assertEquals(Set.of(), applied.apply(OBJECT, Map.of("a", "1", "b", "3"), ONE));
  }

  @Test
  void whoAppliesOverAChangeHasIt() {
    applied.change(OBJECT, "b");
    applied.apply(OBJECT, Map.of("a", "1", "b", "3"), BOTH);
    assertEquals(Set.of("b"), applied.apply(OBJECT, BOTH, ONE));
  }

  @Test
  void whatBothHaveSetAlikeStays() {
    applied.change(OBJECT, "b");
    applied.apply(OBJECT, BOTH, BOTH);
    assertEquals(Set.of(), applied.apply(OBJECT, BOTH, ONE));
  }

  @Test
  void ofWhatIsDeletedNobodyHasAnything() {
    applied.apply(OBJECT, Map.of(), BOTH);
    applied.forget(OBJECT);
    assertEquals(Set.of(), applied.apply(OBJECT, BOTH, ONE));
  }
}
