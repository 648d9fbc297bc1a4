package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.Value;
import io.godel.runbook.value.WalPosition;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
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
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/** Makes records of the language out of the rows of a result. */
final class Rows {
  /** A statement that gives more is refused: nobody reads that at night. */
  static final int ROWS_MAX = 10_000;

  private final ResultSet rows;
  private final Value.RowShape shape;
  private final ResultSetMetaData data;
  private final Map<String, Integer> columns;

  private Rows(ResultSet rows, Value.RowShape shape) throws SQLException {
    this.rows = rows;
    this.shape = shape;
    this.data = rows.getMetaData();
    this.columns = columns(data);
  }

  static Value.Items read(ResultSet result, Value.RowShape shape) throws SQLException, Refused {
    Rows reader = new Rows(result, shape);
    List<Value> read = new ArrayList<>();
    while (result.next()) {
      if (read.size() == ROWS_MAX) {
        throw Refused.of("invalid", "the statement gives more than " + ROWS_MAX + " rows");
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

  private Value row() throws SQLException, Refused {
    Map<String, Value> values = new LinkedHashMap<>();
    for (Map.Entry<String, String> field : shape.fields().entrySet()) {
      Integer column = columns.get(field.getKey().toLowerCase(Locale.ROOT));
      if (column == null) {
        throw Refused.of(
            "invalid",
            "the statement gives no column `%s`; it gives %s"
                .formatted(field.getKey(), String.join(", ", columns.keySet())));
      }
      values.put(field.getKey(), value(field.getKey(), field.getValue(), found(column)));
    }
    return new Value.Fields(shape.type(), values);
  }

  /** A time without a zone is no instant: only its text is a fact. */
  private Object found(int column) throws SQLException {
    return switch (data.getColumnTypeName(column)) {
      case "timestamp" -> rows.getString(column);
      case "timestamptz" -> rows.getObject(column, OffsetDateTime.class);
      case "date" -> rows.getObject(column, LocalDate.class);
      default -> rows.getObject(column);
    };
  }

  private static Value value(String field, String shown, Object found) throws Refused {
    boolean optional = shown.endsWith("?");
    String type = optional ? shown.substring(0, shown.length() - 1) : shown;
    if (found == null) {
      if (optional) {
        return new Value.None();
      }
      throw Refused.of(
          "invalid",
          "column `%s` is null, and `%s: %s` cannot be none".formatted(field, field, type));
    }
    Optional<Value> value = converted(type, found);
    if (value.isEmpty()) {
      throw Refused.of(
          "invalid", "column `%s` holds %s, which is no %s".formatted(field, kind(found), type));
    }
    return value.get();
  }

  private static Optional<Value> converted(String type, Object found) {
    return switch (type) {
      case "Int" -> whole(found).map(Value.Int::new);
      case "Bytes" -> whole(found).map(Value.Size::new);
      case "Decimal" -> decimal(found).map(Value.Decimal::new);
      case "Percent" -> decimal(found).map(Value.Percent::new);
      case "String" -> of(String.class, found).map(Value.Str::new);
      case "Bool" -> of(Boolean.class, found).map(Value.Bool::new);
      case "Duration" -> of(PGInterval.class, found).flatMap(Rows::duration).map(Value.Time::new);
      case "Instant" ->
          of(OffsetDateTime.class, found).flatMap(Rows::moment).map(Value.Moment::new);
      case "Date" -> of(LocalDate.class, found).flatMap(Rows::day).map(Value.Day::new);
      default -> position(type, found);
    };
  }

  private static <T> Optional<T> of(Class<T> kind, Object found) {
    return kind.isInstance(found) ? Optional.of(kind.cast(found)) : Optional.empty();
  }

  /** PostgreSQL has dates without an end; the driver gives the last ones that Java has. */
  private static Optional<LocalDate> day(LocalDate date) {
    return date.equals(LocalDate.MAX) || date.equals(LocalDate.MIN)
        ? Optional.empty()
        : Optional.of(date);
  }

  private static Optional<Instant> moment(OffsetDateTime time) {
    return time.equals(OffsetDateTime.MAX) || time.equals(OffsetDateTime.MIN)
        ? Optional.empty()
        : Optional.of(time.toInstant());
  }

  private static Optional<Long> whole(Object found) {
    return found instanceof Integer || found instanceof Short
        ? Optional.of(((Number) found).longValue())
        : of(Long.class, found);
  }

  /** In its one normal form, so that equal numbers are equal values. */
  private static Optional<BigDecimal> decimal(Object found) {
    if (!(found instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      return Optional.empty();
    }
    BigDecimal plain = new BigDecimal(found.toString()).stripTrailingZeros();
    return Optional.of(plain.scale() < 0 ? plain.setScale(0) : plain);
  }

  /** Months have no length of their own. */
  private static Optional<Duration> duration(PGInterval interval) {
    if (interval.getYears() != 0 || interval.getMonths() != 0) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(interval.getDays())
            .plusHours(interval.getHours())
            .plusMinutes(interval.getMinutes())
            .plusSeconds(interval.getWholeSeconds())
            .plusNanos(interval.getMicroSeconds() * 1_000L));
  }

  private static Optional<Value> position(String type, Object found) {
    return type.startsWith("pg.") && found instanceof PGobject object && object.getValue() != null
        ? WalPosition.read(object.getValue()).map(at -> lsn(type, at))
        : Optional.empty();
  }

  static Value lsn(String type, WalPosition position) {
    return new Value.Handle(type, Map.of("position", new Value.Str(position.toString())));
  }

  /** None for null. */
  static Value lsn(String type, String text) {
    return text == null
        ? new Value.None()
        : lsn(type, WalPosition.read(text).orElseThrow(() -> new AssertionError(text)));
  }

  /** A count of seconds with a fraction, as {@code extract(epoch …)} gives it. */
  static Duration seconds(BigDecimal seconds) {
    return Duration.ofNanos(Math.max(0, seconds.movePointRight(9).longValue()));
  }

  /** As the language writes instants, to the microsecond. */
  static Instant instant(Timestamp timestamp) {
    return timestamp.toInstant();
  }

  private static String kind(Object found) {
    if (found instanceof PGInterval) {
      return "an interval";
    }
    if (found instanceof Number) {
      return "the number " + found;
    }
    return found instanceof String ? "the text '" + found + "'" : "`" + found + "`";
  }
}
