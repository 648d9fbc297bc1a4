package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Worlds that say only how they differ from another one. */
class ExtendedWorldTest {
  private static final String BASE =
      """
      kubernetes:
        namespace: godel
        configmaps:
          settings: {A: one, B: two}
        deployments:
          api: {replicas: 3}
          web: {}
      """;

  private static Parsed<Optional<WorldFile>> read(String text, Map<String, String> others) {
    return WorldFile.read(
        new SourceFile("world.yaml", text),
        name ->
            new Parsed<>(
                Optional.ofNullable(others.get(name))
                    .map(other -> new SourceFile(name + ".yaml", other)),
                List.of()));
  }

  private static Map<String, String> facts(String text, Map<String, String> others) {
    Parsed<Optional<WorldFile>> read = read(text, others);
    assertEquals(List.of(), read.diagnostics());
    return WorldFacts.of(read.tree().orElseThrow().make(0)).facts();
  }

  private static List<String> wrong(String text, Map<String, String> others) {
    return read(text, others).diagnostics().stream().map(Diagnostic::message).toList();
  }

  @Test
  void whatIsNotSaidIsAsBelow() {
    Map<String, String> facts =
        facts(
            "extends: base\nkubernetes:\n  deployments:\n    api: {replicas: 5}\n",
            Map.of("base", BASE));
    assertEquals("5", facts.get("deployment api replicas"));
    assertEquals("1", facts.get("deployment web replicas"));
    assertEquals("two", facts.get("configmap settings B"));
  }

  @Test
  void aTildeTakesAway() {
    Map<String, String> facts =
        facts("extends: base\nkubernetes:\n  deployments:\n    web: ~\n", Map.of("base", BASE));
    assertTrue(facts.containsKey("deployment api replicas"), facts.toString());
    assertTrue(!facts.containsKey("deployment web replicas"), facts.toString());
  }

  @Test
  void layersLieOverEachOther() {
    Map<String, String> facts =
        facts(
            "extends: middle\nkubernetes:\n  configmaps:\n    settings: {A: top}\n",
            Map.of(
                "base",
                BASE,
                "middle",
                "extends: base\nkubernetes:\n  configmaps:\n    settings: {B: middle}\n"));
    assertEquals("top", facts.get("configmap settings A"));
    assertEquals("middle", facts.get("configmap settings B"));
  }

  @Test
  void aMistakeBelowIsToldWhereItStands() {
    Parsed<Optional<WorldFile>> read = read("extends: base\n", Map.of("base", "kubernets: {}\n"));
    assertEquals(List.of("base.yaml:1:1"), places(read));
  }

  private static List<String> places(Parsed<Optional<WorldFile>> read) {
    return read.diagnostics().stream().map(it -> it.span().toString()).toList();
  }

  @Test
  void whatIsNotThereCannotBeExtended() {
    assertEquals(
        List.of("there is no world `base` beside this one"), wrong("extends: base\n", Map.of()));
  }

  @Test
  void aCircleIsRefused() {
    String circle = "worlds cannot extend each other in a circle, or so deep";
    assertEquals(
        List.of(circle), wrong("extends: a\n", Map.of("a", "extends: b\n", "b", "extends: a\n")));
  }
}
