package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.Marks;
import io.godel.runbook.diagnostic.TextRenderer;
import io.godel.runbook.format.RandomTrees;
import io.godel.runbook.format.TreePrinter;
import io.godel.runbook.source.SourceFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** Any text is answered: with a tree, and with diagnostics that lie within it, in order. */
class BrokenTextPropertiesTest {
  private static final Duration ANSWER_MAX = Duration.ofMinutes(1);
  private static final Pattern PIECES = Pattern.compile("\\w+|\\s+|.", Pattern.DOTALL);
  private static final List<String> WORDS =
      List.of(
          "{",
          "}",
          "(",
          ")",
          "[",
          "]",
          "\"",
          "${",
          "\"\"\"",
          "sql\"\"\"",
          "/*",
          "//",
          "\n",
          "=",
          "<",
          "step",
          "if",
          "else",
          "match",
          "guard",
          "verify",
          "within",
          "let",
          "name",
          "30",
          "30sec",
          "&&",
          ";",
          "'",
          "\\",
          "\u0000",
          "\uD83D",
          "é",
          "...",
          "on",
          "expect");

  @Provide
  Arbitrary<String> mutated() {
    return Arbitraries.randomValue(BrokenTextPropertiesTest::mutated);
  }

  /** Words are deleted, doubled, exchanged for others, or swapped with their neighbours. */
  private static String mutated(Random random) {
    List<String> pieces = new ArrayList<>();
    Matcher piece = PIECES.matcher(TreePrinter.print(RandomTrees.file(random)));
    while (piece.find()) {
      pieces.add(piece.group());
    }
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && pieces.size() > 1; i++) {
      int at = random.nextInt(pieces.size() - 1);
      switch (random.nextInt(5)) {
        case 0 -> pieces.remove(at);
        case 1 -> pieces.add(at, pieces.get(at));
        case 2 -> pieces.set(at, WORDS.get(random.nextInt(WORDS.size())));
        case 3 -> pieces.add(at, WORDS.get(random.nextInt(WORDS.size())));
        default -> Collections.swap(pieces, at, at + 1);
      }
    }
    return String.join("", pieces);
  }

  @Provide
  Arbitrary<String> wordSalad() {
    return Arbitraries.of(WORDS).list().ofMaxSize(60).map(words -> String.join(" ", words));
  }

  @Property(tries = 2000)
  void mutatedProgramsAreAnswered(@ForAll("mutated") String text) {
    answered(text);
  }

  @Property(tries = 2000)
  void wordSaladIsAnswered(@ForAll("wordSalad") String text) {
    answered(text);
  }

  @Property(tries = 1000)
  void anyTextIsAnswered(@ForAll @StringLength(max = 200) String text) {
    answered(text);
  }

  private static void answered(String text) {
    SourceFile file = new SourceFile("any", text);
    Parsed<FileTree> parsed = assertTimeoutPreemptively(ANSWER_MAX, () -> Parser.parse(file), text);
    List<Diagnostic> ordered = new ArrayList<>(parsed.diagnostics());
    ordered.sort(Diagnostic.BY_PLACE);
    assertEquals(ordered, parsed.diagnostics(), text);
    // A span cannot be made outside of its file.
    parsed.diagnostics().forEach(each -> assertSame(file, each.span().source()));
    assertTrue(!parsed.tree().declarations().isEmpty() || parsed.hasErrors(), text);
    new TextRenderer(Marks.PLAIN).render(parsed.diagnostics());
    TreePrinter.print(parsed.tree());
  }
}
