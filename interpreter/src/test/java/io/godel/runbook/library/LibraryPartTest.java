package io.godel.runbook.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.types.Action;
import io.godel.runbook.types.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of the library a text gets what it names, and this is whole. */
class LibraryPartTest {
  private static final Library WHOLE = StandardLibrary.load();

  private static Stream<String> declared() {
    return Stream.of(WHOLE.types().keySet(), WHOLE.evidences().keySet(), WHOLE.actions().keySet())
        .flatMap(names -> new ArrayList<>(names).stream())
        .distinct();
  }

  /** Loading it would fail if it named something that is left out. */
  @ParameterizedTest
  @MethodSource("declared")
  void whatIsNamedIsThereAsInTheWhole(String name) {
    Library part = StandardLibrary.partFor(name);
    assertEquals(WHOLE.types().get(name), part.types().get(name));
    assertEquals(WHOLE.evidences().get(name), part.evidences().get(name));
    assertEquals(signature(WHOLE.actions().get(name)), signature(part.actions().get(name)));
  }

  private static String signature(Action action) {
    return action == null
        ? ""
        : "%s %s %s %s %s"
            .formatted(
                action.parameters().stream().map(Action.Parameter::variable).toList(),
                action.result(),
                action.effect(),
                action.decision().getClass(),
                action.permissions());
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleIsCutIntoAllItsDeclarations(String module) {
    TreeSet<String> cut = new TreeSet<>();
    ModuleText text = ModuleText.of(module);
    text.items().forEach(item -> cut.add(text.qualified(item)));
    TreeSet<String> expected = new TreeSet<>();
    declared().filter(name -> name.startsWith(module + ".")).forEach(expected::add);
    assertEquals(expected, cut);
  }

  private static List<String> modules() {
    return StandardLibrary.MODULES;
  }

  @Test
  void aModuleThatIsNamedIsKnownAndOthersAreNot() {
    Library part = StandardLibrary.partFor("use redis");
    Stream<String> types = part.types().keySet().stream();
    assertTrue(types.anyMatch(name -> name.startsWith("redis.")), part.types()::toString);
    assertTrue(
        part.actions().keySet().stream().noneMatch(name -> name.startsWith("notify.")),
        part.actions()::toString);
    assertTrue(part.actions().size() < WHOLE.actions().size() / 2, part.actions()::toString);
  }
}
