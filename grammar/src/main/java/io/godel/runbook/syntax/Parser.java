package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Turns text into a syntax tree; whatever the text is, it answers with a tree and diagnostics. */
public final class Parser {
  private Parser() {}

  public static Parsed<FileTree> parse(SourceFile file) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    RunbookLexer lexer = new RunbookLexer(CharStreams.fromString(file.text(), file.name()));
    lexer.removeErrorListeners();
    CommonTokenStream stream = new CommonTokenStream(lexer);
    Tokens tokens = new Tokens(file, stream, diagnostics);
    RunbookParser parser = new RunbookParser(stream);
    parser.removeErrorListeners();
    RunbookParser.FileContext tree = inTwoStages(parser, tokens, diagnostics);
    FileTree result = new AstBuilder(tokens).file(tree);
    diagnostics.sort(Diagnostic.BY_PLACE);
    return new Parsed<>(result, diagnostics);
  }

  /** The quick prediction first; only a text that it cannot read is read with the full one. */
  private static RunbookParser.FileContext inTwoStages(
      RunbookParser parser, Tokens tokens, List<Diagnostic> diagnostics) {
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return parser.file();
    } catch (ParseCancellationException unreadable) {
      parser.reset();
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      parser.setErrorHandler(new DefaultErrorStrategy());
      parser.addErrorListener(new Reporter(tokens, diagnostics));
      return parser.file();
    }
  }

  /** Makes diagnostics of what the generated parser reports. */
  private static final class Reporter extends BaseErrorListener {
    private final Tokens tokens;
    private final List<Diagnostic> diagnostics;

    Reporter(Tokens tokens, List<Diagnostic> diagnostics) {
      this.tokens = tokens;
      this.diagnostics = diagnostics;
    }

    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        Object symbol,
        int line,
        int column,
        String message,
        RecognitionException cause) {
      Token token = (Token) symbol;
      diagnostics.add(Diagnostic.error(Code.UNEXPECTED, tokens.span(token, token), message));
    }
  }
}
