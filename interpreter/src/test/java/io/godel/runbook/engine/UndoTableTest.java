package io.godel.runbook.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine does what {@code docs/undo.md} says, cell by cell. */
class UndoTableTest { // guarantee 9, pain 10, pain 11, pain 12

  static List<UndoTable.Cell> cells() {
    return UndoTable.cells();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void theEngineKeepsToTheTable(UndoTable.Cell cell) {
    Bench bench = Bench.runbook(runbook(cell));
    prepare(bench, cell.situation());
    Ending ending = WayToEnd.of(cell.way()).play(bench);
    assertEquals(cell.undone(), bench.undone(), () -> bench.notices.toString());
    assertEquals(cell.kind(), ending.kind(), ending.reason());
    if (ending.kind() == Ending.Kind.WORLD_AS_BEFORE) {
      bench.world.values().entrySet().stream()
          .filter(it -> Set.of("a", "b", "x").contains(it.getKey()))
          .forEach(it -> assertEquals("0", it.getValue(), it.getKey()));
    }
  }

  private static String runbook(UndoTable.Cell cell) {
    String invariant =
        cell.way().startsWith("an invariant")
            ? "invariant \"nothing is broken\" { r.setting(\"broken\") != \"yes\" }"
            : "";
    return """
        %s
        scenario main "Main" when true { %s }
        scenario other "Other" { %s }
        """
        .formatted(invariant, steps(cell), Bench.step("o"));
  }

  private static String steps(UndoTable.Cell cell) {
    WayToEnd way = WayToEnd.of(cell.way());
    String a = Bench.step("a");
    String b = Bench.step("b");
    return switch (cell.situation()) {
      case "nothing acted" -> way.step(false, undo());
      case "x acted" -> way.step(true, undo());
      case "a, b done", "undo of b fails" -> a + b + way.step(false, undo());
      case "a, b done, x acted" -> a + b + way.step(true, undo());
      case "kept between" -> a + between("keep") + b + way.step(false, undo());
      case "barrier between" -> a + between("none") + b + way.step(false, undo());
      case "x is the barrier" -> a + way.step(true, "undo none because \"it is so\"");
      case "another in doubt" ->
          a + "parallel { " + Bench.step("d") + way.step(false, undo()) + " }";
      default -> throw new AssertionError("no test knows " + cell.situation());
    };
  }

  private static String undo() {
    return """
        undo {
          do redis.set(r, "x", "0")
          verify "x is back" r.setting("x") == "0" within 4s every 2s
        }
        """;
  }

  private static String between(String undo) {
    return """
        step k "Do k" {
          do redis.set(r, "k", "1")
          verify "k is set" r.setting("k") == "1" within 4s every 2s
          undo %s because "it is so"
        }
        """
        .formatted(undo);
  }

  private static void prepare(Bench bench, String situation) {
    if (situation.equals("another in doubt")) {
      bench.world.always("set d 1", Behaviour.lostBeforeTheEffect());
      bench.world.always("setting d", Behaviour.unreachable());
    } else if (situation.equals("undo of b fails")) {
      bench.listen(
          notice -> {
            if (notice instanceof Notice.UndoStarted it && it.step().equals("b")) {
              bench.world.always("setting b", Behaviour.unreachable());
            }
          });
    }
  }

  @Test
  void everyWayIsInTheTable() {
    Set<WayToEnd> written =
        UndoTable.cells().stream().map(it -> WayToEnd.of(it.way())).collect(Collectors.toSet());
    assertEquals(Set.copyOf(Arrays.asList(WayToEnd.values())), written);
  }

  @Test
  void theExitCodesAreTheOnesOfTheTable() { // guarantee 10
    List<List<String>> ends = UndoTable.ends();
    assertEquals(Ending.Kind.values().length, ends.size());
    for (List<String> end : ends) {
      assertEquals(Integer.parseInt(end.get(1)), UndoTable.end(end.get(0)).exitCode(), end.get(0));
    }
    assertTrue(Ending.Kind.NOT_VERIFIED.exitCode() != 0 && Ending.Kind.UNKNOWN.exitCode() != 0);
  }
}
