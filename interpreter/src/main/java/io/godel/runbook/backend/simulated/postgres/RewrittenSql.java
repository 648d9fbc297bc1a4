package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.Value;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.IntervalExpression;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.util.TablesNamesFinder;

/**
 * A statement in PostgreSQL's dialect, made to run in the embedded engine: what tells the time asks
 * the model, intervals are seconds, and nothing is qualified with the catalogue's name.
 */
final class RewrittenSql extends TablesNamesFinder<Void> {
  private static final String CATALOGUE = "pg_catalog";
  private static final Set<String> CLOCKS =
      Set.of("now", "clock_timestamp", "statement_timestamp", "transaction_timestamp");

  /** Functions that the embedded engine has too, and answers for itself. */
  private static final Set<String> OWN =
      Set.of("version", "current_database", "pg_postmaster_start_time");

  private final Statement statement;
  private final TreeSet<String> functions = new TreeSet<>();
  private final TreeSet<String> tables = new TreeSet<>();

  private RewrittenSql(Statement statement) {
    this.statement = statement;
  }

  /** Empty text cannot come here: the checker has read the statement. */
  static RewrittenSql of(Value.Statement sql) throws JSQLParserException {
    String text = String.join("?", sql.fragments()).strip();
    RewrittenSql rewritten = new RewrittenSql(CCJSqlParserUtil.parse(text));
    rewritten.getTables(rewritten.statement);
    return rewritten;
  }

  String text() {
    return statement.toString();
  }

  boolean query() {
    return statement instanceof Select;
  }

  /** The functions that it calls, without their schema. */
  Set<String> functions() {
    return functions;
  }

  /** The tables that it names, without their schema. */
  Set<String> tables() {
    return tables;
  }

  /** PostgreSQL names a column after the function that it calls; the engine does not. */
  @Override
  public <S> Void visit(PlainSelect select, S context) {
    for (SelectItem<?> item : select.getSelectItems()) {
      if (item.getAlias() == null && item.getExpression() instanceof Function function) {
        item.setAlias(new Alias(unqualified(function.getName())));
      }
    }
    return super.visit(select, context);
  }

  @Override
  public <S> Void visit(Function function, S context) {
    String name = unqualified(function.getName());
    functions.add(name);
    boolean replaced = CLOCKS.contains(name) || OWN.contains(name);
    function.setName(CLOCKS.contains(name) ? "model_now" : replaced ? "model_" + name : name);
    return super.visit(function, context);
  }

  @Override
  public <S> Void visit(TimeKeyExpression key, S context) {
    switch (key.getStringValue().toLowerCase(Locale.ROOT).replace("()", "")) {
      case "current_timestamp", "now" -> key.setStringValue("model_now()");
      case "current_date" -> key.setStringValue("CAST(model_now() AS DATE)");
      case "current_time" -> key.setStringValue("CAST(model_now() AS TIME)");
      default -> key.setStringValue("CAST(model_now() AS TIMESTAMP)");
    }
    return super.visit(key, context);
  }

  /** PostgreSQL writes {@code interval '5 minutes'}; the engine wants one unit outside. */
  @Override
  public <S> Void visit(IntervalExpression interval, S context) {
    String text = interval.getParameter();
    if (text != null && interval.getIntervalType() == null) {
      IntervalText.seconds(text)
          .map(BigDecimal::toPlainString)
          .ifPresent(
              seconds -> {
                interval.setParameter("'" + seconds + "'");
                interval.setIntervalType("SECOND(9)");
              });
    }
    return super.visit(interval, context);
  }

  @Override
  public <S> Void visit(Table table, S context) {
    if (CATALOGUE.equalsIgnoreCase(table.getSchemaName())) {
      table.setSchemaName(null);
    }
    tables.add(table.getName().toLowerCase(Locale.ROOT));
    return super.visit(table, context);
  }

  private static String unqualified(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith(CATALOGUE + ".") ? lower.substring(CATALOGUE.length() + 1) : lower;
  }
}
