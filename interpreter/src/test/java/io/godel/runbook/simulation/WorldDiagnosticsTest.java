package io.godel.runbook.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Coded;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of world files that are wrong: each {@code NAME.yaml} beside its {@code
 * NAME.expected}; {@code -Dgolden.rewrite=true} writes them anew, for a person to read.
 */
class WorldDiagnosticsTest {
  private static final Path FOLDER = Path.of("src/test/resources/worlds");

  static List<String> worlds() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".yaml"))
          .map(name -> name.substring(0, name.length() - ".yaml".length()))
          .sorted()
          .toList();
    }
  }

  private static Parsed<Optional<WorldFile>> read(String name, String text) {
    return WorldFile.read(new SourceFile(name, text));
  }

  private static Parsed<Optional<WorldFile>> read(String name) throws IOException {
    return read(name + ".yaml", Files.readString(FOLDER.resolve(name + ".yaml")));
  }

  @ParameterizedTest
  @MethodSource("worlds")
  void isToldAsExpected(String name) throws IOException {
    Parsed<Optional<WorldFile>> parsed = read(name);
    assertTrue(parsed.tree().isEmpty(), "a world with mistakes is none");
    String told = new TextRenderer(Marks.PLAIN).render(parsed.diagnostics());
    Path expected = FOLDER.resolve(name + ".expected");
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(expected, told);
    }
    assertEquals(Files.readString(expected), told);
  }

  @Test
  void everyCodeOfWorldsIsShown() throws IOException {
    Set<Coded> shown = new HashSet<>();
    for (String name : worlds()) {
      read(name).diagnostics().forEach(diagnostic -> shown.add(diagnostic.code()));
    }
    Set<Coded> worlds = new HashSet<>();
    for (Code code : Code.values()) {
      if (code.id().startsWith("E09")) {
        worlds.add(code);
      }
    }
    assertEquals(worlds, shown);
  }

  private static List<Coded> codes(String text) {
    return read("world.yaml", text).diagnostics().stream().map(Diagnostic::code).toList();
  }

  @Test
  void aFileThatIsTooLargeIsNotRead() {
    assertEquals(List.of(Code.WORLD_LIMIT), codes("# " + "x".repeat(1 << 20)));
    assertEquals(List.of(), codes("description: " + "x".repeat(1 << 19)));
  }

  @Test
  void aFileThatIsTooDeepIsNotRead() {
    assertEquals(List.of(Code.WORLD_LIMIT), codes("a: " + "[".repeat(1_000) + "]".repeat(1_000)));
    assertEquals(List.of(Code.WORLD_LIMIT), codes("{a: ".repeat(10_000)));
  }

  /** Ten of each level, ten levels: ten thousand million values, were they written out. */
  @Test
  void aliasesThatMultiplyAreNotWrittenOut() {
    StringBuilder laughs = new StringBuilder("a0: &a0 [ha]\n");
    for (int level = 1; level <= 10; level++) {
      String before = "*a" + (level - 1);
      laughs.append("a%d: &a%d [%s]\n".formatted(level, level, before + ("," + before).repeat(9)));
    }
    assertEquals(List.of(Code.WORLD_LIMIT), codes(laughs.toString()));
  }

  @Test
  void manyValuesAreToldOnce() {
    String list = IntStream.range(0, 30_000).mapToObj(i -> "x").collect(Collectors.joining(","));
    assertTrue(codes("faults: [" + list + "]").contains(Code.WORLD_LIMIT));
    assertEquals(
        1, codes("faults: [" + list + "]").stream().filter(Code.WORLD_LIMIT::equals).count());
  }

  @Test
  void anEmptyMappingIsAWorldWithNothingInIt() {
    assertEquals(List.of(), codes("{}"));
    assertTrue(read("world.yaml", "{}").tree().orElseThrow().make(1).actions().size() > 10);
  }

  @Test
  void theSameWorldIsMadeAnyNumberOfTimes() {
    String text = "kubernetes: {deployments: {godel-api: {replicas: 2}}}";
    WorldFile file = read("world.yaml", text).tree().orElseThrow();
    World first = file.make(1);
    first.cluster().crashLoop("default", "godel-api");
    assertEquals(2, file.make(1).cluster().running("default", "godel-api").size());
    assertEquals(0, first.cluster().running("default", "godel-api").size());
  }

  @Provide
  Arbitrary<String> yaml() {
    List<String> pieces = new ArrayList<>(List.of("\n", "\n  ", "- ", ": ", "{", "}", "[", "]"));
    pieces.addAll(List.of("'", "\"", "&a ", "*a", "!!set ", "---\n", "#", "|", "\t", "\u0000"));
    pieces.addAll(List.of("kubernetes", "deployments", "replicas", "faults", "postgres", "at 1s"));
    pieces.addAll(
        List.of("-1", "1e9", "null", "true", "99999999999999999999", "30s", "\uD83D\uDE00"));
    return Arbitraries.of(pieces).list().ofMaxSize(25).map(list -> String.join("", list));
  }

  @Property
  void anyTextIsAWorldOrHasADiagnosticInsideOfIt(@ForAll("yaml") String text) {
    Parsed<Optional<WorldFile>> parsed = read("world.yaml", text);
    assertEquals(parsed.diagnostics().isEmpty(), parsed.tree().isPresent());
    for (Diagnostic diagnostic : parsed.diagnostics()) {
      assertTrue(diagnostic.span().start() <= text.length());
      assertTrue(diagnostic.span().end() <= text.length());
    }
    new TextRenderer(Marks.PLAIN).render(parsed.diagnostics());
  }
}
