package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import io.godel.runbook.syntax.grammar.Utf16Stream;
import io.godel.runbook.syntax.grammar.WordReader;
import io.godel.runbook.syntax.repair.Depth;
import io.godel.runbook.syntax.repair.Repair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Turns text into a syntax tree; whatever the text is, it answers with a tree and diagnostics. */
public final class Parser {
  private final SourceFile file;
  private final CommonTokenStream stream;

  private Parser(SourceFile file) {
    this.file = file;
    RunbookLexer lexer = WordReader.lexer(new Utf16Stream(file.name(), file.text()));
    lexer.removeErrorListeners();
    this.stream = new CommonTokenStream(lexer);
    stream.fill();
  }

  public static Parsed<FileTree> parse(SourceFile file) {
    return new Parser(file).parse();
  }

  /** The words of a text and what it says; nothing where the text has errors. */
  public static Parsed<Optional<Written>> written(SourceFile file) {
    Parser parser = new Parser(file);
    Parsed<FileTree> parsed = parser.parse();
    return parsed.hasErrors()
        ? new Parsed<>(Optional.empty(), parsed.diagnostics())
        : new Parsed<>(Optional.of(parser.written(parsed.tree())), List.of());
  }

  private Written written(FileTree tree) {
    return read(PredictionMode.SLL)
        .or(() -> read(PredictionMode.LL))
        .map(file -> new WrittenReader(stream).read(tree, file))
        .orElseThrow(() -> new AssertionError("a text without errors is read"));
  }

  private Parsed<FileTree> parse() {
    Optional<Token> tooDeep = Depth.tooDeep(stream.getTokens());
    if (tooDeep.isPresent()) {
      FileTree nothing = new FileTree(file, List.of(), List.of(), List.of());
      return new Parsed<>(nothing, List.of(tooDeep(tooDeep.get())));
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    FileTree tree =
        read(PredictionMode.SLL)
            .or(() -> read(PredictionMode.LL))
            .map(right -> new AstBuilder(new Tokens(file, stream, diagnostics)).file(right))
            .orElseGet(() -> repaired(diagnostics));
    if (tree.declarations().isEmpty() && diagnostics.isEmpty()) {
      diagnostics.add(empty());
    }
    diagnostics.sort(Diagnostic.BY_PLACE);
    return new Parsed<>(tree, diagnostics);
  }

  /** The quick prediction reads nearly every right text, the full one every. */
  private Optional<RunbookParser.FileContext> read(PredictionMode prediction) {
    stream.seek(0);
    RunbookParser parser = new RunbookParser(stream);
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(prediction);
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return Optional.of(parser.file());
    } catch (ParseCancellationException notRight) {
      return Optional.empty();
    }
  }

  private FileTree repaired(List<Diagnostic> diagnostics) {
    Repair.Repaired repaired = Repair.read(file, stream.getTokens());
    diagnostics.addAll(repaired.diagnostics());
    Tokens tokens = new Tokens(file, repaired.stream(), diagnostics);
    return new AstBuilder(tokens).file(repaired.tree());
  }

  private Diagnostic tooDeep(Token word) {
    Span place = new Span(file, word.getStartIndex(), word.getStopIndex() + 1);
    return Diagnostic.error(Code.TOO_DEEP, place, "the text is nested too deep to be read")
        .here("from here on")
        .help(
            "at most %d brackets stand in one another, and at most %d links in one chain"
                .formatted(Depth.NESTING_MAX, Depth.LINKS_MAX))
        .help("give parts of it names with `let`");
  }

  private Diagnostic empty() {
    return Diagnostic.error(
            Code.FILE_EMPTY, new Span(file, 0, 0), file.name() + " holds no runbook and no module")
        .help("begin with `runbook name \"Title\" { … }`");
  }
}
