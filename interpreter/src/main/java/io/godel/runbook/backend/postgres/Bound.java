package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.Value;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * Statements of runbooks with their parameters bound: no value ever becomes text of a statement.
 */
final class Bound {
  private static final double NANOS_PER_SECOND = 1e9;

  private Bound() {}

  static void set(PreparedStatement statement, List<Value> parameters) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i) instanceof Value.Items items) {
        list(statement, i + 1, items.values());
      } else {
        statement.setObject(i + 1, plain(parameters.get(i)));
      }
    }
  }

  /** Of an empty one the server knows the type, where it is compared with something. */
  private static void list(PreparedStatement statement, int index, List<Value> values)
      throws SQLException {
    if (values.isEmpty()) {
      statement.setObject(index, "{}", Types.OTHER);
      return;
    }
    Object[] elements = new Object[values.size()];
    for (int i = 0; i < elements.length; i++) {
      Object element = plain(values.get(i));
      elements[i] = element instanceof PGobject object ? object.getValue() : element;
    }
    String type = type(values.get(0));
    statement.setArray(index, statement.getConnection().createArrayOf(type, elements));
  }

  private static String type(Value value) {
    if (value instanceof Value.Int || value instanceof Value.Size) {
      return "int8";
    } else if (value instanceof Value.Bool) {
      return "bool";
    } else if (value instanceof Value.Decimal || value instanceof Value.Percent) {
      return "numeric";
    } else if (value instanceof Value.Time) {
      return "interval";
    } else if (value instanceof Value.Moment) {
      return "timestamptz";
    } else if (value instanceof Value.Day) {
      return "date";
    }
    return value instanceof Value.Handle handle && handle.identity().containsKey("position")
        ? "pg_lsn"
        : "text";
  }

  private static Object plain(Value value) throws SQLException {
    if (value instanceof Value.Str text) {
      return text.value();
    } else if (value instanceof Value.Int whole) {
      return number(whole.value());
    } else if (value instanceof Value.Bool bool) {
      return bool.value();
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.value();
    } else if (value instanceof Value.Percent percent) {
      return percent.value();
    } else if (value instanceof Value.Size size) {
      return number(size.bytes());
    } else if (value instanceof Value.Time time) {
      return interval(time.value());
    } else if (value instanceof Value.Moment moment) {
      return moment.value().atOffset(ZoneOffset.UTC);
    } else if (value instanceof Value.Day day) {
      return day.value();
    } else if (value instanceof Value.Handle handle && handle.identity().containsKey("position")) {
      PGobject position = new PGobject();
      position.setType("pg_lsn");
      position.setValue(((Value.Str) handle.part("position")).value());
      return position;
    } else if (value instanceof Value.Secret secret) {
      return plain(secret.hidden());
    } else if (value instanceof Value.Constant constant) {
      return constant.name().toLowerCase(Locale.ROOT);
    } else if (value instanceof Value.None) {
      return null;
    }
    throw new AssertionError("no parameter of a statement: " + value);
  }

  /** Of the type that the number would have if it were written in the statement. */
  private static Object number(long value) {
    return value == (int) value ? (Object) (int) value : (Object) value;
  }

  /** In hours and less: a day of an interval is not always as long. */
  private static PGInterval interval(Duration time) throws SQLException {
    PGInterval interval = new PGInterval();
    interval.setHours(Math.toIntExact(time.toHours()));
    interval.setMinutes(time.toMinutesPart());
    interval.setSeconds(time.toSecondsPart() + time.toNanosPart() / NANOS_PER_SECOND);
    return interval;
  }
}
