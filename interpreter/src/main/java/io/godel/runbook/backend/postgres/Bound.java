package io.godel.runbook.backend.postgres;

import io.godel.runbook.value.Value;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.postgresql.util.PGInterval;
import org.postgresql.util.PGobject;

/**
 * Statements of runbooks with their parameters bound: no value ever becomes text of a statement.
 */
final class Bound {
  private static final double NANOS_PER_SECOND = 1e9;

  private Bound() {}

  /** With a question mark for each parameter; the text's own ones are doubled (pgJDBC). */
  static String text(Value.Statement statement) {
    return statement.fragments().stream()
        .map(fragment -> fragment.replace("?", "??"))
        .collect(Collectors.joining("?"));
  }

  static void set(PreparedStatement statement, List<Value> parameters) throws SQLException {
    for (int i = 0; i < parameters.size(); i++) {
      statement.setObject(i + 1, plain(parameters.get(i)));
    }
  }

  private static Object plain(Value value) throws SQLException {
    if (value instanceof Value.Str text) {
      return text.value();
    } else if (value instanceof Value.Int whole) {
      return whole.value();
    } else if (value instanceof Value.Bool bool) {
      return bool.value();
    } else if (value instanceof Value.Decimal decimal) {
      return decimal.value();
    } else if (value instanceof Value.Percent percent) {
      return percent.value();
    } else if (value instanceof Value.Size size) {
      return size.bytes();
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

  private static PGInterval interval(Duration time) {
    PGInterval interval = new PGInterval();
    interval.setDays(Math.toIntExact(time.toDays()));
    interval.setHours(time.toHoursPart());
    interval.setMinutes(time.toMinutesPart());
    interval.setSeconds(time.toSecondsPart() + time.toNanosPart() / NANOS_PER_SECOND);
    return interval;
  }
}
