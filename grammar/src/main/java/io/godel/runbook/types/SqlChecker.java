package io.godel.runbook.types;

import io.godel.runbook.diagnostic.Code;
import io.godel.runbook.diagnostic.Diagnostic;
import io.godel.runbook.source.Span;
import io.godel.runbook.syntax.Expr;
import io.godel.runbook.syntax.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Reads the SQL of a text: its columns against the record, and whether it only asks. */
final class SqlChecker {
  /**
   * Functions that change the server or its sessions (PostgreSQL manual, sections 9.27 and 9.17).
   */
  private static final Set<String> ACTING =
      Set.of(
          "pg_terminate_backend",
          "pg_cancel_backend",
          "pg_promote",
          "pg_reload_conf",
          "pg_rotate_logfile",
          "pg_switch_wal",
          "pg_switch_xlog",
          "pg_create_restore_point",
          "pg_log_standby_snapshot",
          "pg_log_backend_memory_contexts",
          "pg_export_snapshot",
          "pg_import_system_collations",
          "pg_sync_replication_slots",
          "pg_notify",
          "set_config",
          "nextval",
          "setval",
          "txid_current",
          "pg_current_xact_id",
          "lowrite");

  /** How the names begin that a whole family of acting functions shares. */
  private static final List<String> ACTING_FAMILIES =
      List.of(
          "pg_advisory_",
          "pg_try_advisory_",
          "pg_wal_replay_pause",
          "pg_wal_replay_resume",
          "pg_backup_st",
          "pg_start_backup",
          "pg_stop_backup",
          "pg_create_",
          "pg_copy_",
          "pg_drop_",
          "pg_replication_slot_advance",
          "pg_replication_origin_",
          "pg_logical_emit_",
          "pg_logical_slot_",
          "pg_stat_reset",
          "pg_stat_statements_reset",
          "pg_stat_clear_",
          "pg_restore_",
          "pg_clear_",
          "pg_file_",
          "brin_",
          "gin_clean_",
          "lo_",
          "dblink",
          "postgres_fdw_disconnect");

  /** They run the statement that is hidden in their argument. */
  private static final List<String> RUN_TEXT =
      List.of("query_to_xml", "cursor_to_xml", "table_to_xml", "schema_to_xml", "database_to_xml");

  /** What a column can be read into, handles that are written as text aside. */
  private static final List<Type> COLUMNS =
      List.of(
          Type.Primitive.UNKNOWN,
          Type.Primitive.BOOL,
          Type.Primitive.INT,
          Type.Primitive.DECIMAL,
          Type.Primitive.STRING,
          Type.Primitive.DURATION,
          Type.Primitive.BYTES,
          Type.Primitive.PERCENT,
          Type.Primitive.INSTANT,
          Type.Primitive.DATE);

  private final SqlReader reader;
  private final Findings findings;

  SqlChecker(SqlReader reader, Findings findings) {
    this.reader = reader;
    this.findings = findings;
  }

  static boolean acts(String function) {
    return ACTING.contains(function)
        || ACTING_FAMILIES.stream().anyMatch(function::startsWith)
        || RUN_TEXT.stream().anyMatch(function::startsWith);
  }

  Term check(Expr.SqlExpr expr, List<Term> parameters, Type row) {
    List<String> fragments = fragments(expr.text());
    SqlReader.Reading reading = reader.read(String.join("?", fragments));
    boolean queryOnly = true;
    if (reading instanceof SqlReader.Unreadable unreadable) {
      findings.add(
          Diagnostic.error(
                  Code.SQL_UNREADABLE,
                  place(expr, unreadable.line(), unreadable.column()),
                  "this SQL cannot be read: " + unreadable.reason())
              .here("here"));
    } else if (reading instanceof SqlReader.Statement statement) {
      queryOnly = statement.query() && statement.functions().stream().noneMatch(SqlChecker::acts);
      columns(expr, statement, row);
    }
    return new Term.Sql(fragments, parameters, row, queryOnly, new Type.SqlOf(row), expr.span());
  }

  /** A bound parameter is a single value, or a list of such values. */
  static Term bindable(Term term, Findings findings) {
    Type type = term.type() instanceof Type.ListOf list ? list.element() : term.type();
    Type of = type instanceof Type.OptionalOf optional ? optional.of() : type;
    Type plain = of instanceof Type.Checked checked ? checked.base() : of;
    boolean handled = plain instanceof Type.Opaque || plain instanceof Type.EnumType;
    if (!handled && !COLUMNS.contains(plain) && !Secrets.inside(plain)) {
      findings.add(
          Diagnostic.error(
                  Code.WRONG_TYPE,
                  term.span(),
                  Types.a(term.type()) + " cannot be a parameter of a statement")
              .help("a parameter is one value, or a list of them: name a field of it"));
    }
    return term;
  }

  /** The plain pieces; there is one more of them than there are parameters. */
  private static List<String> fragments(Text text) {
    List<String> fragments = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    for (Text.Part part : text.parts()) {
      if (part instanceof Text.Chars chars) {
        current.append(chars.value());
      } else {
        fragments.add(current.toString());
        current.setLength(0);
      }
    }
    fragments.add(current.toString());
    return fragments;
  }

  /** The word at that place of what the reader was given: the statement without blanks around. */
  private static Span place(Expr.SqlExpr expr, int line, int column) {
    String read = String.join("?", fragments(expr.text()));
    int at = 0;
    while (at < read.length() && Character.isWhitespace(read.charAt(at))) {
      at++;
    }
    for (int passed = 1; passed < line && at >= 0; passed++) {
      at = read.indexOf('\n', at) + 1;
    }
    int start = line <= 0 || column <= 0 ? -1 : inSource(expr.text(), at + column - 1);
    if (start < 0) {
      return expr.span();
    }
    String text = expr.span().source().text();
    int end = start + 1;
    while (end < expr.span().end()
        && Character.isLetterOrDigit(text.charAt(start))
        && Character.isLetterOrDigit(text.charAt(end))) {
      end++;
    }
    return new Span(expr.span().source(), start, end);
  }

  /** Every inserted expression counts as the one question mark that was read in its place. */
  private static int inSource(Text text, int offset) {
    int left = offset;
    for (Text.Part part : text.parts()) {
      int length = part instanceof Text.Chars chars ? chars.value().length() : 1;
      if (left < length) {
        return part.span().start() + (part instanceof Text.Chars ? left : 0);
      }
      left -= length;
    }
    return -1;
  }

  private void columns(Expr.SqlExpr expr, SqlReader.Statement statement, Type row) {
    if (!(row instanceof Type.RecordType record)) {
      if (row != Type.Primitive.UNIT && row != Type.Primitive.UNKNOWN) {
        findings.add(
            Diagnostic.error(
                    Code.SQL_ROW_NOT_A_RECORD,
                    expr.row().orElseThrow().span(),
                    "rows are read into a record, not into " + Types.a(row))
                .help("declare one: `record Row { … }`, with a field for each column"));
      }
      return;
    }
    if (!readable(expr, record)) {
      return;
    }
    if (!statement.query()) {
      return;
    }
    if (statement.columns().contains("*")) {
      findings.add(
          Diagnostic.error(
                  Code.SQL_STAR,
                  expr.row().orElseThrow().span(),
                  "what `*` stands for cannot be checked against `" + record.name() + "`")
              .help("name the columns: " + names(record)));
      return;
    }
    List<String> columns =
        statement.columns().stream().map(column -> column.toLowerCase(Locale.ROOT)).toList();
    List<String> fields =
        record.fields().stream().map(field -> field.name().toLowerCase(Locale.ROOT)).toList();
    List<String> missing = fields.stream().filter(field -> !columns.contains(field)).toList();
    List<String> extra = columns.stream().filter(column -> !fields.contains(column)).toList();
    if (!missing.isEmpty() || !extra.isEmpty() || columns.size() != fields.size()) {
      Diagnostic wrong =
          Diagnostic.error(
                  Code.SQL_COLUMNS,
                  expr.row().orElseThrow().span(),
                  "the columns do not agree with the fields of `" + record.name() + "`")
              .here("its fields are " + names(record));
      wrong = missing.isEmpty() ? wrong : wrong.help("no column for " + String.join(", ", missing));
      wrong = extra.isEmpty() ? wrong : wrong.help("no field for " + String.join(", ", extra));
      List<String> twice =
          columns.stream()
              .filter(column -> Collections.frequency(columns, column) > 1)
              .distinct()
              .toList();
      wrong =
          twice.isEmpty() ? wrong : wrong.help("more than one column " + String.join(", ", twice));
      findings.add(wrong.help("name a column with AS: `SELECT count(*) AS count`"));
    }
  }

  /** Whether a column can hold what each field is. */
  private boolean readable(Expr.SqlExpr expr, Type.RecordType record) {
    Span place = expr.row().orElseThrow().span();
    if (Evidences.refuse(record, place, "a database", findings)) {
      return false;
    }
    for (Type.FieldType field : record.fields()) {
      Type type = field.type() instanceof Type.OptionalOf it ? it.of() : field.type();
      if (!(type instanceof Type.Opaque) && !COLUMNS.contains(type)) {
        findings.add(
            Diagnostic.error(
                    Code.SQL_COLUMNS,
                    place,
                    "no column can be read into `%s: %s`".formatted(field.name(), type.shown()))
                .help("a column is one of " + Type.shown(COLUMNS.subList(1, COLUMNS.size()))));
        return false;
      }
    }
    return true;
  }

  private static String names(Type.RecordType record) {
    return String.join(", ", record.fields().stream().map(Type.FieldType::name).toList());
  }
}
