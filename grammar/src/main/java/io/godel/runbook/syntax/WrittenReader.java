package io.godel.runbook.syntax;

import io.godel.runbook.syntax.grammar.RunbookLexer;
import io.godel.runbook.syntax.grammar.RunbookParser;
import io.godel.runbook.syntax.grammar.RunbookParser.FileContext;
import io.godel.runbook.syntax.grammar.RunbookParser.SqlContext;
import io.godel.runbook.syntax.grammar.RunbookParser.TextContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes of a parse tree the words in their sentences, with the comments between them. */
final class WrittenReader {
  private final CommonTokenStream stream;
  private final List<Written.Word> words = new ArrayList<>();

  /** The first token that no word has taken. */
  private int next;

  WrittenReader(CommonTokenStream stream) {
    this.stream = stream;
  }

  Written read(FileTree tree, FileContext file) {
    Written.Sentence whole = sentence(file).orElseThrow();
    return new Written(tree, whole, words);
  }

  /** Nothing for a rule that may match nothing and does. */
  private Optional<Written.Sentence> sentence(ParserRuleContext context) {
    List<Written.Part> parts = new ArrayList<>();
    for (int i = 0; i < context.getChildCount(); i++) {
      ParseTree child = context.getChild(i);
      if (child instanceof TerminalNode node) {
        parts.add(
            word(RunbookLexer.VOCABULARY.getSymbolicName(node.getSymbol().getType()), node, node));
      } else if (child instanceof TextContext text) {
        parts.add(word("TEXT", text.getChild(0), text.getChild(text.getChildCount() - 1)));
      } else if (child instanceof SqlContext sql) {
        parts.add(sql(sql));
      } else {
        sentence((ParserRuleContext) child).ifPresent(parts::add);
      }
    }
    return parts.isEmpty()
        ? Optional.empty()
        : Optional.of(new Written.Sentence(rule(context), parts));
  }

  private Written.Part sql(SqlContext sql) {
    List<Written.Part> parts = new ArrayList<>();
    parts.add(word("SQL", sql.SQL_OPEN(), sql.SQL_CLOSE()));
    if (sql.AS() != null) {
      parts.add(word("AS", sql.AS(), sql.AS()));
      sentence(sql.rowType()).ifPresent(parts::add);
    }
    return new Written.Sentence("sql", parts);
  }

  private static String rule(ParserRuleContext context) {
    String name = context.getClass().getSimpleName();
    String rule = name.substring(0, name.length() - "Context".length());
    return rule.substring(0, 1).toLowerCase(Locale.ROOT) + rule.substring(1);
  }

  private Written.Word word(String kind, ParseTree from, ParseTree to) {
    Token first = edge(from, true);
    Token last = edge(to, false);
    List<Written.Note> notes = new ArrayList<>();
    int newlines = 0;
    for (; next < first.getTokenIndex(); next++) {
      Token token = stream.get(next);
      if (token.getChannel() == Token.HIDDEN_CHANNEL) {
        newlines += newlines(token.getText());
      } else {
        notes.add(new Written.Note(noteKind(token), lineEnds(token.getText()), newlines));
        newlines = 0;
      }
    }
    next = last.getTokenIndex() + 1;
    String text = first.getType() == RunbookParser.EOF ? "" : verbatim(first, last);
    Written.Word word = new Written.Word(words.size(), kind, text, notes, newlines);
    words.add(word);
    return word;
  }

  private static Token edge(ParseTree tree, boolean first) {
    if (tree instanceof TerminalNode node) {
      return node.getSymbol();
    }
    ParserRuleContext context = (ParserRuleContext) tree;
    return first ? context.getStart() : context.getStop();
  }

  private static String verbatim(Token first, Token last) {
    return first.getInputStream().getText(Interval.of(first.getStartIndex(), last.getStopIndex()));
  }

  private static Written.NoteKind noteKind(Token token) {
    if (token.getChannel() == RunbookLexer.DOCS) {
      return Written.NoteKind.DOC;
    }
    return token.getText().startsWith("//") ? Written.NoteKind.LINE : Written.NoteKind.BLOCK;
  }

  private static int newlines(String space) {
    return (int) lineEnds(space).chars().filter(it -> it == '\n').count();
  }

  private static String lineEnds(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }
}
