package io.godel.runbook.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectVisitor;
import net.sf.jsqlparser.statement.select.WithItem;
import net.sf.jsqlparser.util.TablesNamesFinder;

/** Walks a statement through and through: the functions that it calls, and whether it writes. */
final class CalledFunctions extends TablesNamesFinder<Void> {
  private final TreeSet<String> names = new TreeSet<>();
  private boolean writes;

  private CalledFunctions() {}

  static CalledFunctions of(Statement statement) {
    CalledFunctions called = new CalledFunctions();
    called.getTables(statement);
    return called;
  }

  List<String> names() {
    return new ArrayList<>(names);
  }

  /**
   * Whether a query changes or locks something: {@code FOR UPDATE}, {@code INTO}, a writing CTE.
   */
  boolean writes() {
    return writes;
  }

  @Override
  public <S> Void visit(Function function, S context) {
    String name = function.getName().toLowerCase(Locale.ROOT);
    names.add(name.startsWith("pg_catalog.") ? name.substring("pg_catalog.".length()) : name);
    return super.visit(function, context);
  }

  @Override
  public <S> Void visit(PlainSelect select, S context) {
    boolean into = select.getIntoTables() != null && !select.getIntoTables().isEmpty();
    writes |= into || select.getForMode() != null;
    return super.visit(select, context);
  }

  @Override
  public <S> Void visit(WithItem<?> with, S context) {
    if (with.getParenthesedStatement() instanceof ParenthesedSelect select) {
      return select.accept((SelectVisitor<Void>) this, context);
    }
    writes = true;
    return null;
  }
}
