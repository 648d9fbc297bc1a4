package io.godel.runbook.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.diagnostic.ExplainPage;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.FileTree;
import io.godel.runbook.syntax.Parsed;
import io.godel.runbook.syntax.Parser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the text is, the front end answers with diagnostics in the order of the text. */
class AnyTextPropertiesTest {
  private static final Pattern WORD =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[0-9][0-9a-zA-Z.%_-]*|\"\"\"|\\s+|.", Pattern.DOTALL);

  private static final List<String> RUNBOOKS =
      Arrays.stream(Code.values())
          .map(ExplainPage::of)
          .flatMap(page -> Stream.of(page.wrong(), page.right()))
          .flatMap(Optional::stream)
          .filter(example -> example.language().equals("runbook"))
          .map(ExplainPage.Example::text)
          .toList();

  /** What is done to the words of a runbook. */
  private enum Slip {
    DROP,
    DOUBLE,
    SWAP,
    TAKE_FROM_ANOTHER
  }

  private record Change(Slip slip, int at, int other) {}

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> noise = Arbitraries.strings().ofMaxLength(200);
    Arbitrary<String> signs =
        Arbitraries.strings().withChars("{}()[]\"$\\.,:=<>?-+*/ \n\tab01é\uFEFF").ofMaxLength(200);
    return Arbitraries.oneOf(noise, signs);
  }

  @Provide
  Arbitrary<String> slips() {
    Arbitrary<Change> changes =
        Combinators.combine(
                Arbitraries.of(Slip.class),
                Arbitraries.integers().between(0, 9_999),
                Arbitraries.integers().between(0, 9_999))
            .as(Change::new);
    return Combinators.combine(
            Arbitraries.of(RUNBOOKS),
            Arbitraries.of(RUNBOOKS),
            changes.list().ofMinSize(1).ofMaxSize(6))
        .as(AnyTextPropertiesTest::changed);
  }

  private static String changed(String runbook, String another, List<Change> changes) {
    List<String> words = words(runbook);
    List<String> others = words(another);
    for (Change change : changes) {
      int at = change.at % words.size();
      switch (change.slip) {
        case DROP -> words.remove(at);
        case DOUBLE -> words.add(at, words.get(at));
        case SWAP -> Collections.swap(words, at, change.other % words.size());
        case TAKE_FROM_ANOTHER -> words.set(at, others.get(change.other % others.size()));
      }
    }
    return String.join("", words);
  }

  private static List<String> words(String text) {
    return new ArrayList<>(WORD.matcher(text).results().map(MatchResult::group).toList());
  }

  @Property(tries = 500)
  void arbitraryTextIsAnswered(@ForAll("texts") String text) {
    demandAnswer(text);
  }

  @Property(tries = 1500)
  void aRunbookWithSlipsIsAnswered(@ForAll("slips") String text) {
    demandAnswer(text);
  }

  /** What could be read of a broken text is checked as well. */
  private static void demandAnswer(String text) {
    Parsed<FileTree> parsed = Parser.parse(new SourceFile("any.runbook", text));
    demandOrdered(parsed.diagnostics());
    List<Diagnostic> found = FrontEnd.check(parsed.tree());
    demandOrdered(found);
    FrontEnd.render(found);
    FrontEnd.render(parsed.diagnostics());
  }

  private static void demandOrdered(List<Diagnostic> diagnostics) {
    assertEquals(diagnostics.stream().sorted(Diagnostic.BY_PLACE).toList(), diagnostics);
    for (Diagnostic each : diagnostics) {
      int length = each.span().source().text().length();
      boolean inside = 0 <= each.span().start() && each.span().start() <= each.span().end();
      assertEquals(true, inside && each.span().end() <= length, each.toString());
    }
  }
}
