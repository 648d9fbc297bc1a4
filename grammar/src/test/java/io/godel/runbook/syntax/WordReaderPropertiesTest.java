package io.godel.runbook.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.Utf16Stream;
import io.godel.runbook.syntax.grammar.WordReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.antlr.v4.runtime.Token;

/** Words that are read whole are what the grammar says, wherever they stand. */
class WordReaderPropertiesTest {
  @Property(tries = 500)
  void allTextsAreReadAsByTheGrammarAlone(@ForAll("texts") String text) {
    RunbookLexer grammar = new RunbookLexer(new Utf16Stream("text", text));
    assertEquals(
        tokens(grammar), tokens(WordReader.lexer(new Utf16Stream("text", text))), () -> text);
  }

  @Provide
  Arbitrary<String> texts() {
    List<String> literals = new ArrayList<>();
    for (int type = 1; type <= RunbookLexer.VOCABULARY.getMaxTokenType(); type++) {
      String literal = RunbookLexer.VOCABULARY.getLiteralName(type);
      if (literal != null) {
        literals.add(literal.substring(1, literal.length() - 1));
      }
    }
    Arbitrary<String> pieces =
        Arbitraries.oneOf(
            Arbitraries.of(literals),
            Arbitraries.of("x", "_", "Z9", "é", "sql", "30", "2s", "\n", " ", "// a", "/* b */"),
            Arbitraries.strings().ofMaxLength(2));
    return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
  }

  private static List<String> tokens(RunbookLexer lexer) {
    lexer.removeErrorListeners();
    List<String> tokens = new ArrayList<>();
    for (Token token = lexer.nextToken(); token.getType() != Token.EOF; token = lexer.nextToken()) {
      tokens.add(token.toString());
    }
    return tokens;
  }
}
