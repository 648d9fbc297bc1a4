package io.godel.runbook.syntax;

import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.SourceFile;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.grammar.RunbookLexer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The words of one file: where they stand, and the comments between them. */
final class Tokens {
  private final SourceFile source;
  private final CommonTokenStream stream;
  private final Literals literals;

  Tokens(SourceFile source, CommonTokenStream stream, List<Diagnostic> diagnostics) {
    this.source = source;
    this.stream = stream;
    this.literals = new Literals(this, diagnostics);
  }

  SourceFile source() {
    return source;
  }

  Literals literals() {
    return literals;
  }

  Span span(ParserRuleContext context) {
    Token first = context.getStart();
    Token last = context.getStop() == null ? first : context.getStop();
    if (first == null || first.getType() == Token.EOF) {
      return at(source.text().length());
    }
    return span(first, last);
  }

  Span span(TerminalNode node) {
    return span(node.getSymbol(), node.getSymbol());
  }

  Span span(Token first, Token last) {
    int start = Math.max(0, Math.min(first.getStartIndex(), source.text().length()));
    int end = Math.max(start, Math.min(last.getStopIndex() + 1, source.text().length()));
    return new Span(source, start, end);
  }

  /** An empty span. */
  Span at(int offset) {
    return new Span(source, offset, offset);
  }

  /** The doc comment that stands directly before a declaration. */
  Optional<Decl.Doc> docBefore(ParserRuleContext declaration) {
    List<Token> docs = new ArrayList<>();
    for (int i = declaration.getStart().getTokenIndex() - 1; i >= 0; i--) {
      Token token = stream.get(i);
      if (token.getChannel() == RunbookLexer.DOCS) {
        docs.add(token);
      } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        break;
      }
    }
    if (docs.isEmpty()) {
      return Optional.empty();
    }
    Collections.reverse(docs);
    List<String> lines = docs.stream().map(token -> withoutSlashes(token.getText())).toList();
    Span span = span(docs.get(0), docs.get(docs.size() - 1));
    return Optional.of(new Decl.Doc(String.join("\n", lines), span));
  }

  private static String withoutSlashes(String line) {
    String text = line.substring("///".length()).stripTrailing();
    return text.startsWith(" ") ? text.substring(1) : text;
  }

  List<FileTree.Comment> comments() {
    List<FileTree.Comment> comments = new ArrayList<>();
    for (Token token : stream.getTokens()) {
      if (token.getChannel() == RunbookLexer.COMMENTS) {
        comments.add(new FileTree.Comment(token.getText(), span(token, token)));
      }
    }
    return comments;
  }
}
