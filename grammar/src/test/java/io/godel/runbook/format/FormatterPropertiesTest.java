package io.godel.runbook.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds of the one layout for every text. */
class FormatterPropertiesTest {
  private static final List<Path> SHIPPED =
      List.of(Path.of("..", "runbooks"), Path.of("..", "stdlib", "src"));

  @Provide
  Arbitrary<String> programs() {
    return Arbitraries.randomValue(random -> TreePrinter.print(RandomTrees.file(random)));
  }

  @Provide
  Arbitrary<String> shipped() {
    return Arbitraries.of(SHIPPED.stream().flatMap(FormatterPropertiesTest::texts).toList());
  }

  private static Stream<String> texts(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(it -> it.toString().endsWith(".runbook"))
          .sorted()
          .map(FormatterPropertiesTest::text)
          .toList()
          .stream();
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  @Property(tries = 200)
  void generatedProgramsKeepTheirMeaning(
      @ForAll("programs") String text,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int width) {
    check(Scramble.of(text, new Random(seed), 0), width);
  }

  @Property(tries = 200)
  void generatedProgramsKeepTheirComments(
      @ForAll("programs") String text,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 120) int width) {
    check(Scramble.of(text, new Random(seed), 10), width);
  }

  @Property(tries = 60)
  void shippedTextsComeBackFromAnyWhiteSpaceAndComments(
      @ForAll("shipped") String text, @ForAll long seed, @ForAll @IntRange(max = 10) int comments) {
    check(Scramble.of(text, new Random(seed), comments), Formatter.WIDTH);
  }

  @Property(tries = 200)
  void theLayoutDependsOnTheWordsAlone(@ForAll("programs") String text, @ForAll long seed) {
    Random random = new Random(seed);
    String words = text.replaceAll("(?m)^ *///.*\n", "");
    assertEquals(
        format(Scramble.closely(words, random), Formatter.WIDTH),
        format(Scramble.closely(words, random), Formatter.WIDTH));
  }

  private static void check(String text, int width) {
    String formatted = format(text, width);
    assertEquals(formatted, format(formatted, width), text);
    FileTree before = tree(text);
    assertEquals("", SameTree.difference("file", said(before), said(tree(formatted))), formatted);
    assertEquals(Scramble.comments(text), Scramble.comments(formatted));
    assertTrue(formatted.endsWith("\n") && !formatted.endsWith("\n\n"), formatted);
    assertFalse(formatted.contains("\n\n\n"), formatted);
    assertFalse(formatted.contains("\r"), formatted);
    assertFalse(formatted.lines().anyMatch(line -> line.endsWith(" ")), formatted);
  }

  /** Without the comments, whose line ends may have changed. */
  private static FileTree said(FileTree tree) {
    return new FileTree(tree.source(), tree.uses(), tree.declarations(), List.of());
  }

  private static String format(String text, int width) {
    Formatted formatted = Formatter.format(new SourceFile("text", text), width);
    return assertInstanceOf(Formatted.Laid.class, formatted, () -> text + formatted).text();
  }

  private static FileTree tree(String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("text", text));
    assertEquals(List.of(), parsed.diagnostics(), text);
    return parsed.tree();
  }
}
