package io.godel.runbook.syntax.repair;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.syntax.grammar.RunbookParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/**
 * Mends a faulty text word by word, so that each of the common mistakes costs one message and the
 * parser then reads on as if it had not been made.
 *
 * <p>It knows words, lines and brackets; the grammar is the parser's. It is asked only about texts
 * that the grammar has refused, so what is right is never changed.
 */
public final class Repair {
  private Repair() {}

  /**
   * @param stream the words as they were mended, comments included
   */
  public record Repaired(
      RunbookParser.FileContext tree, CommonTokenStream stream, List<Diagnostic> diagnostics) {
    public Repaired {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /** Reads a text that is not right as far as it can be understood. */
  public static Repaired read(SourceFile source, List<Token> tokens) {
    Faults faults = new Faults(source);
    CommonTokenStream stream = new CommonTokenStream(new ListTokenSource(mended(tokens, faults)));
    stream.fill();
    RunbookParser parser = new RunbookParser(stream);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.LL);
    parser.setErrorHandler(new Recovery(new Sentences(stream.getTokens()), faults));
    RunbookParser.FileContext tree = parser.file();
    return new Repaired(tree, stream, faults.diagnostics());
  }

  private static List<Token> mended(List<Token> tokens, Faults faults) {
    List<Token> seen = new ArrayList<>();
    List<Token> unseen = new ArrayList<>();
    for (Token token : tokens) {
      (token.getChannel() == Token.DEFAULT_CHANNEL ? seen : unseen).add(token);
    }
    Words words = Signs.mended(new Words(seen), faults);
    words = Strings.mended(words, faults);
    words = Openings.mended(words, faults);
    words = Brackets.mended(words, faults);
    words = Keywords.mended(words, faults);
    words = Equals.mended(words, faults);
    words = Commas.mended(words, faults);
    return merged(words.all(), unseen);
  }

  private static List<Token> merged(List<Token> seen, List<Token> unseen) {
    List<Token> result = new ArrayList<>(seen.size() + unseen.size());
    int next = 0;
    for (Token token : seen) {
      while (next < unseen.size()
          && (token.getType() == Token.EOF
              || unseen.get(next).getStartIndex() < token.getStartIndex())) {
        result.add(unseen.get(next++));
      }
      result.add(token);
    }
    return result;
  }
}
