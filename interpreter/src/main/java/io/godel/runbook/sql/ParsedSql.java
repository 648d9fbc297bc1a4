package io.godel.runbook.sql;

import io.godel.runbook.types.SqlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.Token;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.ExplainStatement;
import net.sf.jsqlparser.statement.ShowStatement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.Values;

/** Reads statements with JSqlParser. */
public final class ParsedSql implements SqlReader {
  /** In characters; nobody reads a longer statement in an incident. */
  static final int LENGTH_MAX = 20_000;

  /** A statement with so many openings is read in some milliseconds, whatever it is. */
  private static final int OPENINGS_SIMPLE = 8;

  @Override
  public Reading read(String statement) {
    if (statement.length() > LENGTH_MAX) {
      return new Unreadable("it has more than " + LENGTH_MAX + " characters", 0, 0);
    }
    String text = statement.strip().replaceFirst(";$", "");
    if (text.isBlank()) {
      return new Unreadable("it is empty", 0, 0);
    }
    try {
      WrittenCalls written = WrittenCalls.of(text);
      if (written.goesOn()) {
        return new Unreadable("it is more than one statement", 0, 0);
      }
      if (written.escapes()) {
        return new Unreadable("it spells a name with escapes", 0, 0);
      }
      return reading(parse(text, written), written);
    } catch (JSQLParserException unreadable) {
      return unreadable(unreadable);
    } catch (StackOverflowError tooDeep) {
      return new Unreadable("it is nested too deeply", 0, 0);
    } catch (RuntimeException gap) {
      // The parser's own gaps show as exceptions of many kinds; none may reach a person.
      return new Unreadable("it is not understood", 0, 0);
    }
  }

  /**
   * What is nested deep can take longer than anybody waits, so that the library reads it in a
   * thread of its own and for a limited time. The thread makes a first reading a third longer.
   */
  private static net.sf.jsqlparser.statement.Statement parse(String text, WrittenCalls written)
      throws JSQLParserException {
    if (written.openings() <= OPENINGS_SIMPLE) {
      try {
        return new CCJSqlParser(text).withAllowComplexParsing(false).Statement();
      } catch (ParseException | RuntimeException notSimple) {
        // Says nothing yet: the library tries more ways.
      }
    }
    return CCJSqlParserUtil.parse(text);
  }

  private static Reading unreadable(JSQLParserException failure) {
    Throwable cause = failure;
    while (cause != null) {
      if (cause instanceof ParseException parse && parse.currentToken != null) {
        Token token =
            parse.currentToken.next == null ? parse.currentToken : parse.currentToken.next;
        return new Unreadable(
            token.image.isEmpty()
                ? "it ends too early"
                : "the trouble begins at `" + token.image + "`",
            token.beginLine,
            token.beginColumn);
      }
      cause = cause.getCause();
    }
    return new Unreadable("it is not understood", 0, 0);
  }

  private static Reading reading(
      net.sf.jsqlparser.statement.Statement statement, WrittenCalls written) {
    CalledFunctions called = CalledFunctions.of(statement);
    TreeSet<String> names = new TreeSet<>(written.names());
    names.addAll(called.names());
    boolean writes = called.writes() || written.locks();
    if (statement instanceof Select select) {
      return new Statement(!writes, columns(select), List.copyOf(names));
    }
    boolean asks = statement instanceof ShowStatement || statement instanceof ExplainStatement;
    return new Statement(asks && !writes, List.of("*"), List.copyOf(names));
  }

  private static List<String> columns(Select select) {
    if (select instanceof PlainSelect plain) {
      List<String> names = new ArrayList<>();
      plain.getSelectItems().forEach(item -> names.add(name(item)));
      return names;
    }
    if (select instanceof SetOperationList union) {
      return columns(union.getSelect(0));
    }
    if (select instanceof Values) {
      return List.of("*");
    }
    return select instanceof ParenthesedSelect inner ? columns(inner.getSelect()) : List.of("*");
  }

  /** The name that PostgreSQL gives to the column of a result (manual, section 7.3.2). */
  private static String name(SelectItem<?> item) {
    Alias alias = item.getAlias();
    if (alias != null) {
      return unquoted(alias.getName());
    }
    Expression expression = item.getExpression();
    if (expression instanceof Column column) {
      return unquoted(column.getColumnName());
    }
    if (expression instanceof Function function) {
      return unquoted(function.getName()).toLowerCase(Locale.ROOT);
    }
    return expression.toString().endsWith("*") ? "*" : "?column?";
  }

  private static String unquoted(String name) {
    return name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
        ? name.substring(1, name.length() - 1)
        : name;
  }
}
