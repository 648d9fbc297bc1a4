package io.godel.runbook.backend.simulated.postgres;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.WalPosition;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.h2.api.Interval;

/** Makes records of the language out of the rows of a result. */
final class RowReader {
  /** A statement that gives more is refused, and not cut short. */
  static final int ROWS_MAX = 10_000;

  private final ResultSet rows;
  private final Value.RowShape shape;
  private final Map<String, Integer> columns;

  private RowReader(ResultSet rows, Value.RowShape shape) throws SQLException {
    this.rows = rows;
    this.shape = shape;
    this.columns = columns(rows.getMetaData());
  }

  static Value.Items read(ResultSet rows, Value.RowShape shape) throws SQLException, SqlFailure {
    RowReader reader = new RowReader(rows, shape);
    List<Value> read = new ArrayList<>();
    while (rows.next()) {
      if (read.size() == ROWS_MAX) {
        throw SqlFailure.shape("the statement gives more than " + ROWS_MAX + " rows");
      }
      read.add(reader.row());
    }
    return new Value.Items(read);
  }

  private static Map<String, Integer> columns(ResultSetMetaData data) throws SQLException {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int column = 1; column <= data.getColumnCount(); column++) {
      columns.putIfAbsent(data.getColumnLabel(column).toLowerCase(Locale.ROOT), column);
    }
    return columns;
  }

  private Value row() throws SQLException, SqlFailure {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : shape.fields().entrySet()) {
      Integer column = columns.get(field.getKey().toLowerCase(Locale.ROOT));
      if (column == null) {
        throw SqlFailure.shape(
            "the statement gives no column `"
                + field.getKey()
                + "`; it gives "
                + String.join(", ", columns.keySet()));
      }
      values.put(field.getKey(), value(field.getKey(), field.getValue(), rows.getObject(column)));
    }
    return new Value.Fields(shape.type(), values);
  }

  private static Value value(String field, String shown, Object found) throws SqlFailure {
    boolean optional = shown.endsWith("?");
    String type = optional ? shown.substring(0, shown.length() - 1) : shown;
    if (found == null) {
      if (optional) {
        return new Value.None();
      }
      throw SqlFailure.shape(
          "column `" + field + "` is null, and `" + field + ": " + type + "` cannot be none");
    }
    return converted(type, found)
        .orElseThrow(
            () ->
                SqlFailure.shape(
                    "column `" + field + "` holds " + kind(found) + ", which is no " + type));
  }

  private static Optional<Value> converted(String type, Object found) {
    return switch (type) {
      case "Int" -> whole(found).map(Value.Int::new);
      case "Bytes" -> whole(found).map(Value.Size::new);
      case "Decimal" -> decimal(found).map(Value.Decimal::new);
      case "Percent" -> decimal(found).map(Value.Percent::new);
      case "String" -> text(found).map(Value.Str::new);
      case "Bool" -> kind(found, Boolean.class).map(Value.Bool::new);
      case "Duration" -> kind(found, Interval.class).map(RowReader::duration).map(Value.Time::new);
      case "Instant" -> instant(found).map(Value.Moment::new);
      case "Date" -> day(found).map(Value.Day::new);
      default -> lsn(type, found);
    };
  }

  private static <T> Optional<T> kind(Object found, Class<T> kind) {
    return kind.isInstance(found) ? Optional.of(kind.cast(found)) : Optional.empty();
  }

  private static Optional<Long> whole(Object found) {
    if (found instanceof Integer || found instanceof Short || found instanceof Byte) {
      return Optional.of(((Number) found).longValue());
    }
    return kind(found, Long.class);
  }

  /** In its one normal form, so that equal numbers are equal values. */
  private static Optional<BigDecimal> decimal(Object found) {
    if (!(found instanceof Number)) {
      return Optional.empty();
    }
    BigDecimal plain = new BigDecimal(found.toString()).stripTrailingZeros();
    return Optional.of(plain.scale() < 0 ? plain.setScale(0) : plain);
  }

  private static Optional<String> text(Object found) {
    return kind(found, String.class);
  }

  private static Duration duration(Interval interval) {
    return Duration.ofSeconds(0)
        .plusDays(interval.getDays())
        .plusHours(interval.getHours())
        .plusMinutes(interval.getMinutes())
        .plusSeconds(interval.getSeconds())
        .plusNanos(interval.getNanosOfSecond());
  }

  private static Optional<Instant> instant(Object found) {
    return kind(found, OffsetDateTime.class).map(OffsetDateTime::toInstant);
  }

  private static Optional<LocalDate> day(Object found) {
    return found instanceof java.sql.Date date
        ? Optional.of(date.toLocalDate())
        : kind(found, LocalDate.class);
  }

  private static Optional<Value> lsn(String type, Object found) {
    return type.startsWith("pg.")
        ? text(found)
            .flatMap(WalPosition::read)
            .map(at -> new Value.Handle(type, Map.of("position", new Value.Str(at.toString()))))
        : Optional.empty();
  }

  private static String kind(Object found) {
    if (found instanceof Interval) {
      return "an interval";
    }
    if (found instanceof Number) {
      return "the number " + found;
    }
    return found instanceof String ? "the text '" + found + "'" : "`" + found + "`";
  }
}
